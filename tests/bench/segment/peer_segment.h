// The segment beside its peers: batches, and other sizes of blocks.
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "index.h"
#include "key_set.h"

void build_segment(const KeySet& set, const std::filesystem::path& file, unsigned block_keys);

class OpenSegment {
 public:
  explicit OpenSegment(const std::filesystem::path& file);
  ~OpenSegment();
  OpenSegment(const OpenSegment&) = delete;
  OpenSegment& operator=(const OpenSegment&) = delete;

  // How many lists hold one of the keys, which ascend.
  std::size_t find(std::span<const bycatch::Key> keys);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};
