// The directory of a key space while it is written: packs blocks into groups, as many as one record can describe.
#pragma once

#include <cstdint>
#include <vector>

#include "block_place.h"
#include "group_record.h"

namespace bycatch {

class DirectoryWriter {
 public:
  // Blocks come in ascending order.
  void add(const BlockPlace& block);
  void finish();

  [[nodiscard]] const std::vector<std::byte>& records() const noexcept { return records_; }
  [[nodiscard]] const std::vector<std::uint64_t>& group_keys() const noexcept { return group_keys_; }
  [[nodiscard]] std::uint64_t blocks() const noexcept { return blocks_; }
  // For each 2^shift numbers from first_key to last_key, and one more: the last group that begins at or before.
  [[nodiscard]] std::vector<std::uint32_t> radix(std::uint64_t first_key, std::uint64_t last_key, unsigned shift) const;

 private:
  struct Plan {
    GroupShape shape;
    std::uint64_t slope;
  };
  [[nodiscard]] Plan plan() const;
  void write(const Plan& plan);

  std::vector<BlockPlace> pending_;
  std::vector<std::byte> records_;
  std::vector<std::uint64_t> group_keys_;
  std::uint64_t blocks_ = 0;
};

}  // namespace bycatch
