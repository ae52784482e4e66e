// The fixed structures of a segment file; FORMAT.md says what they mean. All numbers little-endian.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "index.h"

namespace bycatch {

inline constexpr std::array<char, 8> kSegmentMagic = {'B', 'Y', 'C', 'S', 'E', 'G', '\r', '\n'};
inline constexpr std::uint32_t kSegmentVersion = 1;
inline constexpr std::size_t kPageBytes = 4096;
inline constexpr std::size_t kRecordBytes =
    128;  // a group's directory record: two cache lines that are fetched together
// Readable behind a stream: a block whose codes run on as long as they can, and whole-word loads.
[[nodiscard]] constexpr std::size_t stream_padding(std::size_t block_keys) noexcept {
  return block_keys * 10 + 32;
}
inline constexpr std::size_t kMaxLists = 4096;
inline constexpr std::size_t kMaxBlockKeys = 128;

struct Extent {
  std::uint64_t at = 0;    // bytes from the start of the file
  std::uint64_t size = 0;  // bytes
};

struct SegmentHeader {
  std::array<char, 8> magic = kSegmentMagic;
  std::uint32_t version = kSegmentVersion;
  std::uint32_t crc = 0;  // of this page, with this field zero
  std::uint64_t file_bytes = 0;
  Extent lists;
  Extent page_crcs;  // one u32 for each page of the body but the ones it lies in itself
  std::uint32_t page_crcs_crc = 0;
  std::uint32_t reserved = 0;
  std::array<std::byte, 32> body_sha256{};  // of everything behind the first page
  std::array<Extent, kKeySpaces> spaces;    // SpaceHeader each; size 0: no such keys
  Extent imprints;                          // ImprintHeader; size 0: none
};
static_assert(sizeof(SegmentHeader) == 8 + 4 + 4 + 8 + 16 + 16 + 8 + 32 + 16 * kKeySpaces + 16);

struct SpaceHeader {
  std::uint64_t keys = 0;
  std::uint64_t first_key = 0;
  std::uint64_t last_key = 0;
  std::uint64_t blocks = 0;
  std::uint64_t groups = 0;
  std::uint64_t stream_bits = 0;
  std::uint64_t bitmap_scale = 0;  // key - first_key, times this, over 2^64: its bit in the bitmap
  std::uint32_t values = 0;
  std::uint8_t key_bits = 0;  // stored_key_bits() of the space
  std::uint8_t has_counts = 0;
  std::uint8_t block_keys = 0;
  std::uint8_t radix_shift = 0;
  std::uint8_t value_code_limit = 0;
  std::array<std::uint8_t, 7> reserved{};
  Extent gap_lengths;    // nibbles, kGapContexts * kGapSymbols
  Extent value_lengths;  // nibbles
  Extent value_offsets;  // u32, values + 1, into value_items
  Extent value_items;    // u16: label, then lists
  Extent bitmap;
  Extent radix;       // u32, last group that begins at or before each 2^radix_shift keys
  Extent group_keys;  // u64, first key of each group
  Extent records;     // kRecordBytes each
  Extent stream;
};
static_assert(sizeof(SpaceHeader) == 7 * 8 + 4 + 5 + 7 + 9 * 16);

struct ImprintHeader {
  std::uint64_t imprints = 0;
  std::uint32_t values = 0;
  std::uint32_t reserved = 0;
  Extent image;          // as shared/core/imprint/FORMAT.md lays it down
  Extent numbers;        // u32 for each imprint: its value
  Extent value_offsets;  // u32, values + 1, into value_items
  Extent value_items;    // u16: label, then lists
};
static_assert(sizeof(ImprintHeader) == 16 + 4 * 16);

}  // namespace bycatch
