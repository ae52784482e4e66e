// The fixed structure at the start of a delta; DELTA.md says what it means. All numbers little-endian.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "segment_layout.h"

namespace bycatch {

inline constexpr std::array<char, 8> kDeltaMagic = {'B', 'Y', 'C', 'D', 'E', 'L', '\r', '\n'};
inline constexpr std::uint32_t kDeltaVersion = 1;

struct DeltaHeader {
  std::array<char, 8> magic = kDeltaMagic;
  std::uint32_t version = kDeltaVersion;
  std::uint32_t crc = 0;  // of all that comes behind this field
  std::uint64_t delta_bytes = 0;
  std::uint64_t base_bytes = 0;
  std::array<std::byte, 32> base_sha256{};
  std::array<std::byte, 32> result_sha256{};
  SegmentHeader result;  // as the result begins
};
static_assert(sizeof(DeltaHeader) == 8 + 4 + 4 + 8 + 8 + 32 + 32 + sizeof(SegmentHeader));
inline constexpr std::size_t kDeltaCheckedFrom = 16;

}  // namespace bycatch
