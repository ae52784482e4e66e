// The directory record of one group of blocks: kRecordBytes that say where each block begins, divides and ends.
#pragma once

#include <cstdint>

#include "bit_stream.h"
#include "segment_layout.h"

namespace bycatch {

// Of these widths, a record holds `blocks` blocks.
struct GroupShape {
  static constexpr unsigned kStartBits = 40;
  static constexpr unsigned kSlopeBits = 24;
  static constexpr unsigned kHeadBits = 64 + kSlopeBits;
  static constexpr unsigned kMostBlocks = 63;
  static constexpr unsigned kMostKeyBits = 57;
  static constexpr unsigned kMostMarkBits = 31;

  unsigned blocks = 0;
  unsigned key_bits = 0;     // of each block's first key but the first's, less the group's
  unsigned end_bits = 0;     // of each block's end, less what the slope says
  unsigned middle_bits = 0;  // of each block's middle, less half of it

  [[nodiscard]] bool fits() const noexcept {
    return blocks > 0 && blocks <= kMostBlocks && key_bits <= kMostKeyBits && end_bits <= kMostMarkBits &&
           middle_bits <= kMostMarkBits && ends_at(blocks) + std::uint64_t{blocks} * middle_bits <= kRecordBytes * 8;
  }
  [[nodiscard]] std::uint64_t key_at(unsigned block) const noexcept {
    return kHeadBits + std::uint64_t{block - 1U} * key_bits;
  }
  [[nodiscard]] std::uint64_t ends_at(unsigned block) const noexcept {
    return kHeadBits + std::uint64_t{blocks - 1U} * key_bits + std::uint64_t{block} * end_bits;
  }
  [[nodiscard]] std::uint64_t middle_at(unsigned block) const noexcept {
    return ends_at(blocks) + std::uint64_t{block} * middle_bits;
  }
};

// Sixteen bytes behind the record must be readable.
class GroupRecord {
 public:
  explicit GroupRecord(const std::byte* at) noexcept : at_(at), head_(load_le<std::uint64_t>(at)) {
    shape_ = {.blocks = static_cast<unsigned>(head_ >> 40U & 63U),
              .key_bits = static_cast<unsigned>(head_ >> 46U & 63U),
              .end_bits = static_cast<unsigned>(head_ >> 52U & 31U),
              .middle_bits = static_cast<unsigned>(head_ >> 57U & 31U)};
    slope_ = low_bits(load_le<std::uint64_t>(at + 8), GroupShape::kSlopeBits);
  }

  [[nodiscard]] const GroupShape& shape() const noexcept { return shape_; }
  // The first key of a block less the group's, and its marks in the stream. Requires: shape().fits(), block < blocks.
  [[nodiscard]] std::uint64_t key(unsigned block) const noexcept {
    return block == 0 ? 0 : low_bits(window(at_, shape_.key_at(block)), shape_.key_bits);
  }
  [[nodiscard]] std::uint64_t start(unsigned block) const noexcept {
    const std::uint64_t first = low_bits(head_, GroupShape::kStartBits);
    if (block == 0) return first;
    return first + block * slope_ + low_bits(window(at_, shape_.ends_at(block - 1)), shape_.end_bits);
  }
  [[nodiscard]] std::uint64_t middle(unsigned block, std::uint64_t start, std::uint64_t end) const noexcept {
    const std::uint64_t half = std::uint64_t{1} << shape_.middle_bits >> 1U;
    return start + (end - start) / 2 + low_bits(window(at_, shape_.middle_at(block)), shape_.middle_bits) - half;
  }
  // The last block that begins at or before the group's first key + `delta`.
  [[nodiscard]] unsigned find(std::uint64_t delta) const noexcept {
    unsigned block = 0;
    std::uint64_t at = GroupShape::kHeadBits;
    for (unsigned next = 1; next < shape_.blocks; ++next) {
      block += static_cast<unsigned>(low_bits(window(at_, at), shape_.key_bits) <= delta);
      at += shape_.key_bits;
    }
    return block;
  }

 private:
  const std::byte* at_;
  std::uint64_t head_;
  GroupShape shape_;
  std::uint64_t slope_;
};

}  // namespace bycatch
