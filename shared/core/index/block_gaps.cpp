#include "block_gaps.h"

#include <bit>

#include "bit_stream.h"
#include "huffman.h"

namespace bycatch {
namespace {

constexpr std::uint64_t kCodeMask = (std::uint64_t{1} << kGapCodeLimit) - 1;

}  // namespace

std::uint32_t HalfGaps::told() const noexcept {
  auto at = static_cast<std::int32_t>(count) - 1;
  while (at >= 0 && repeats[static_cast<std::size_t>(at)] != static_cast<std::uint8_t>(Repeat::none)) {
    at -= 1 + repeats[static_cast<std::size_t>(at)];
  }
  std::uint32_t told = 0;
  for (std::int32_t i = 0; i <= at; ++i) told += std::uint32_t{repeats[static_cast<std::size_t>(i)]} >> 1U;
  return told;
}

// A half on its way: the key and the place in the stream that were reached, and where the next code's table begins.
struct BlockGaps::Walk {
  std::uint64_t key;
  std::uint64_t bit;
  std::uint32_t table = kFirstContext << kGapCodeLimit;
};

bool BlockGaps::make_tables(std::span<const std::uint8_t> lengths) {
  for (unsigned context = 0; context < kGapContexts; ++context) {
    const auto table = huffman_table(lengths.subspan(std::size_t{context} * kGapSymbols, kGapSymbols), kGapCodeLimit,
                                     FirstBit::lowest);
    if (!table) return false;
    for (const std::uint32_t entry : *table) table_.push_back(GapEntry::of(entry >> 4U, entry & 15U));
  }
  return true;
}

// One gap of any kind; `bits` begin with its code.
template <bool kDown>
bool BlockGaps::take(const std::byte* stream, std::uint32_t entry, std::uint64_t bits, Walk& walk,
                     std::uint8_t& repeat) noexcept {
  std::uint64_t gap = 0;
  if ((entry & GapEntry::kRare) == 0) {
    gap = GapEntry::gap(entry, bits);
    walk.bit += GapEntry::bits(entry);
    repeat = GapEntry::repeat(entry);
  } else {
    if (GapEntry::rare_symbol(entry) == GapEntry::kNoSymbol) return false;
    const GapSymbol& shape = kGapSymbolTable[GapEntry::rare_symbol(entry)];
    walk.bit += GapEntry::rare_length(entry);
    gap = shape.base + read_bits(stream, walk.bit, shape.extra) + 1;
    walk.bit += shape.extra;
    repeat = shape.repeat;
  }
  walk.key = kDown ? walk.key - gap : walk.key + gap;
  walk.table = GapEntry::table(entry);
  return true;
}

// The loop that every lookup spends its time in. A step waits for the one before through its table's entry; so both
// halves walk side by side, and each 8-byte load serves two steps.
[[gnu::always_inline]] inline bool BlockGaps::search_here(const std::byte* stream, const BlockPlace& place,
                                                          std::uint64_t key, Found& out) const noexcept {
  const std::uint32_t* const table = table_.data();
  Walk lower{.key = place.first_key, .bit = place.start_bit};
  Walk upper{.key = place.next_key, .bit = place.middle_bit};
  const std::uint32_t steps = place.upper_gaps();
  std::uint32_t step = 0;
  // The next key of the block that ends with the highest number of all is 0.
  const auto is_between = [&] {
    return static_cast<unsigned>(lower.key < key) & static_cast<unsigned>(upper.key - 1 >= key);
  };
  const auto goes_on = [&] { return (is_between() & static_cast<unsigned>(step < steps)) != 0; };
  while (goes_on()) {
    std::uint64_t low = window(stream, lower.bit);
    std::uint64_t high = window(stream, upper.bit);
    for (unsigned half = 0; half < 2; ++half) {
      const std::uint32_t a = table[lower.table | (low & kCodeMask)];
      const std::uint32_t b = table[upper.table | (high & kCodeMask)];
      if (((a | b) & GapEntry::kRare) != 0) [[unlikely]] {
        if (!take<false>(stream, a, low, lower, out.lower.repeats[step]) ||
            !take<true>(stream, b, high, upper, out.upper.repeats[step])) {
          return false;
        }
        ++step;
        break;
      }
      lower.key += GapEntry::gap(a, low);
      upper.key -= GapEntry::gap(b, high);
      lower.bit += GapEntry::bits(a);
      upper.bit += GapEntry::bits(b);
      lower.table = GapEntry::table(a);
      upper.table = GapEntry::table(b);
      out.lower.repeats[step] = GapEntry::repeat(a);
      out.upper.repeats[step] = GapEntry::repeat(b);
      ++step;
      if (half == 1 || !goes_on()) break;
      low >>= GapEntry::bits(a);
      high >>= GapEntry::bits(b);
    }
  }
  out.lower.count = out.upper.count = step;
  if (is_between() != 0 && place.lower_gaps() > steps) {
    const std::uint64_t low = window(stream, lower.bit);
    if (!take<false>(stream, table[lower.table | (low & kCodeMask)], low, lower, out.lower.repeats[step])) return false;
    ++out.lower.count;
  }
  out.is_upper = upper.key == key;
  out.is_there = out.is_upper || lower.key == key;
  out.lower.bit = lower.bit;
  out.upper.bit = upper.bit;
  return lower.bit <= place.middle_bit && upper.bit <= place.end_bit;
}

#if defined(__x86_64__)
[[gnu::target("bmi,bmi2")]] bool BlockGaps::search_bmi2(const std::byte* stream, const BlockPlace& place,
                                                        std::uint64_t key, Found& out) const noexcept {
  return search_here(stream, place, key, out);
}
#endif

bool BlockGaps::search_portable(const std::byte* stream, const BlockPlace& place, std::uint64_t key,
                                Found& out) const noexcept {
  return search_here(stream, place, key, out);
}

bool BlockGaps::search(const std::byte* stream, const BlockPlace& place, std::uint64_t key, Found& out) const noexcept {
#if defined(__x86_64__)
  static const bool kHasBmi2 = __builtin_cpu_supports("bmi2") != 0;
  if (kHasBmi2) return search_bmi2(stream, place, key, out);
#endif
  return search_portable(stream, place, key, out);
}

template <bool kDown>
bool BlockGaps::read(const std::byte* stream, Walk walk, std::span<std::uint64_t> keys, HalfGaps& out) const noexcept {
  for (std::size_t at = 0; at < keys.size(); ++at) {
    const std::uint64_t bits = window(stream, walk.bit);
    if (!take<kDown>(stream, table_[walk.table | (bits & kCodeMask)], bits, walk, out.repeats[at])) return false;
    keys[at] = walk.key;
  }
  out.count = static_cast<std::uint32_t>(keys.size());
  out.bit = walk.bit;
  return true;
}

bool BlockGaps::read_lower(const std::byte* stream, const BlockPlace& place, std::span<std::uint64_t> keys,
                           HalfGaps& out) const noexcept {
  return read<false>(stream, {.key = place.first_key, .bit = place.start_bit}, keys, out) &&
         out.bit <= place.middle_bit;
}

bool BlockGaps::read_upper(const std::byte* stream, const BlockPlace& place, std::span<std::uint64_t> keys,
                           HalfGaps& out) const noexcept {
  return read<true>(stream, {.key = place.next_key, .bit = place.middle_bit}, keys, out) && out.bit <= place.end_bit;
}

}  // namespace bycatch
