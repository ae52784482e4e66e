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
inline constexpr unsigned kGapCodeLimit = 9;                 // bits; a table of 2 KiB a context
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

// What a decoding table says of the next bits. All that the next step waits for comes with one load: a shift by an
// entry drops what it took (shifts count modulo 64), and an entry's highest bits are the offset of the next table.
struct GapEntry {
  static constexpr std::uint32_t kRare = std::uint32_t{1} << 5U;  // long, or no code at all: symbol and length only
  static constexpr unsigned kMostBits = 28;                       // of any other: two of them in one 8-byte load
  static constexpr unsigned kNoSymbol = 255;
  static constexpr unsigned kContextAt = 28;

  static constexpr std::uint32_t of(std::uint32_t symbol, std::uint32_t length) noexcept {
    if (length == 0) return kRare | kNoSymbol << 6U;
    const GapSymbol& shape = kGapSymbolTable[symbol];
    const std::uint32_t context = static_cast<std::uint32_t>(shape.context) << kContextAt;
    if (length + shape.extra > kMostBits) return kRare | symbol << 6U | length << 14U | context;
    const std::uint32_t above = shape.extra == 0 ? symbol / 3 : 1;
    return (length + shape.extra) | length << 6U | above << 12U | std::uint32_t{shape.repeat} << 15U | context;
  }
  static constexpr unsigned bits(std::uint32_t entry) noexcept { return entry & 31U; }
  // The gap, of the bits that begin with its code: the extra bits below a one, and what is above.
  static constexpr std::uint64_t gap(std::uint32_t entry, std::uint64_t window) noexcept {
    const std::uint64_t end = std::uint64_t{1} << bits(entry);
    return (((window & (end - 1)) | end) >> (entry >> 6U & 15U)) + (entry >> 12U & 7U);
  }
  static constexpr std::uint8_t repeat(std::uint32_t entry) noexcept { return entry >> 15U & 3U; }
  static constexpr std::uint32_t table(std::uint32_t entry) noexcept { return entry >> (kContextAt - kGapCodeLimit); }
  static constexpr unsigned rare_symbol(std::uint32_t entry) noexcept { return entry >> 6U & 255U; }
  static constexpr unsigned rare_length(std::uint32_t entry) noexcept { return entry >> 14U & 15U; }
};
// Nothing stands between an entry's flags and its context.
static_assert(18 <= GapEntry::kContextAt - kGapCodeLimit);

}  // namespace bycatch
