// How one key of a block is coded: the gap to the key before it and whether its value repeats a recent one make one
// symbol, for both follow from the same thing, a person's burst of uploads taken over together. FORMAT.md has the
// figures.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace bycatch {

enum class Repeat : std::uint8_t { last = 0, one_before = 1, none = 2 };

inline constexpr unsigned kExactGaps = 8;                    // a bucket each; above them one bucket an octave
inline constexpr unsigned kGapBuckets = kExactGaps + 61;     // gaps - 1 of up to 64 bits
inline constexpr unsigned kGapSymbols = kGapBuckets * 3;     // bucket * 3 + repeat
inline constexpr unsigned kGapContexts = 12;                 // four classes of the gap before, times its repeat
inline constexpr unsigned kFirstContext = kGapContexts - 1;  // of the second key in a block
inline constexpr unsigned kGapCodeLimit = 10;                // bits; a table of 2 KiB a context
inline constexpr unsigned kMaxValueCodeLimit = 12;           // bits
inline constexpr std::uint32_t kMaxCodedValues = 4095;       // rarer values are an escape and 24 plain bits
inline constexpr unsigned kEscapedValueBits = 24;

struct GapSymbol {
  std::uint64_t base;    // least gap - 1
  std::uint8_t extra;    // bits that follow
  std::uint8_t repeat;   // Repeat
  std::uint8_t context;  // of the next key
};

[[nodiscard]] constexpr unsigned gap_bucket(std::uint64_t gap_less_one) noexcept {
  if (gap_less_one < kExactGaps) return static_cast<unsigned>(gap_less_one);
  return kExactGaps + static_cast<unsigned>(std::bit_width(gap_less_one)) - 4;
}

[[nodiscard]] constexpr unsigned gap_context(unsigned bucket, unsigned repeat) noexcept {
  const unsigned size = bucket < 9 ? 0 : bucket < 12 ? 1 : bucket < 17 ? 2 : 3;  // gaps to 16, 128, 4096, more
  return size * 3 + repeat;
}

inline constexpr std::array<GapSymbol, 256> kGapSymbolTable = [] {
  std::array<GapSymbol, 256> table{};
  for (unsigned symbol = 0; symbol < kGapSymbols; ++symbol) {
    const unsigned bucket = symbol / 3;
    const unsigned repeat = symbol % 3;
    const unsigned extra = bucket < kExactGaps ? 0 : bucket - kExactGaps + 3;
    table[symbol] = {bucket < kExactGaps ? bucket : std::uint64_t{1} << extra, static_cast<std::uint8_t>(extra),
                     static_cast<std::uint8_t>(repeat), static_cast<std::uint8_t>(gap_context(bucket, repeat))};
  }
  return table;
}();

// What a decoding table says of the next bits, packed: all that the next step waits for comes with one load.
struct GapEntry {
  static constexpr std::uint32_t kNone = std::uint32_t{1} << 31U;  // these bits begin no code

  static constexpr std::uint32_t of(std::uint32_t symbol, std::uint32_t length) noexcept {
    if (length == 0) return kNone;
    const GapSymbol& shape = kGapSymbolTable[symbol];
    return (length + shape.extra) | length << 7U | symbol << 11U | static_cast<std::uint32_t>(shape.context) << 19U;
  }
  static constexpr unsigned bits(std::uint32_t entry) noexcept { return entry & 127U; }
  static constexpr unsigned length(std::uint32_t entry) noexcept { return (entry >> 7U) & 15U; }
  static constexpr unsigned symbol(std::uint32_t entry) noexcept { return (entry >> 11U) & 255U; }
  static constexpr std::uint32_t context(std::uint32_t entry) noexcept { return (entry >> 19U & 15U) << kGapCodeLimit; }
};

}  // namespace bycatch
