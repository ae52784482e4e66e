// Where a block lies: between two keys and in three marks of the stream.
#pragma once

#include <cstdint>

namespace bycatch {

struct BlockPlace {
  std::uint64_t first_key;
  std::uint64_t next_key;  // first of the next block; of the last block, one more than its last key
  std::uint64_t start_bit;
  std::uint64_t middle_bit;  // where the upper half begins
  std::uint64_t end_bit;
  std::uint32_t keys;

  // Gaps that are coded in each half.
  [[nodiscard]] std::uint32_t lower_gaps() const noexcept { return keys / 2; }
  [[nodiscard]] std::uint32_t upper_gaps() const noexcept { return (keys - 1) / 2; }
};

}  // namespace bycatch
