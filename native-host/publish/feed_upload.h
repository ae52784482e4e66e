// Brings a feed's folder into an object store, so that whoever syncs meanwhile has a whole feed: payloads, targets,
// snapshot, root, timestamp, and only then is removed what no client needs any more. An upload that was broken off goes
// on where it ended.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "s3_store.h"

namespace bycatch {

struct UploadRules {
  std::size_t part_bytes = std::size_t{16} << 20;  // of files that are longer than that
  std::function<void(std::uint64_t done, std::uint64_t whole)> on_bytes = [](std::uint64_t, std::uint64_t) {};
};

struct Uploaded {
  std::size_t files = 0;
  std::size_t held = 0;  // that were there before
  std::size_t removed = 0;
  std::uint64_t bytes = 0;
};

// Errors: those of S3Store; not_found, when the folder has no timestamp; those of FileMapping::open().
Result<Uploaded> upload_feed(const std::filesystem::path& feed, S3Store& store, const UploadRules& rules);

}  // namespace bycatch
