// Codes one block: what its symbols are, and the bits that they make.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "bit_stream.h"
#include "block_place.h"
#include "gap_code.h"

namespace bycatch {

// The keys of one block, ascending, at most kMaxBlockKeys.
struct KeyRun {
  std::vector<std::uint64_t> keys;
  std::vector<std::uint32_t> values;     // of each key, by number
  std::vector<std::uint64_t> counts;     // of all keys in turn
  std::vector<std::size_t> counts_ends;  // of each key; none in a space without counts

  [[nodiscard]] std::span<const std::uint64_t> counts_of(std::size_t key) const {
    if (counts_ends.empty()) return {};
    const std::size_t begin = key == 0 ? 0 : counts_ends[key - 1];
    return std::span(counts).subspan(begin, counts_ends[key] - begin);
  }
  void push_back(std::uint64_t key, std::uint32_t value) {
    keys.push_back(key);
    values.push_back(value);
  }
  // Of the key that came last.
  void add_counts(std::span<const std::uint64_t> own);
  void clear();
};

// Calls visit.gap(context, symbol, gap - 1) and visit.tell(value) in coded order, visit.counts(key) behind each key,
// visit.end_half() behind each half. Requires: a key; next_key as in BlockPlace.
template <class Visit>
void code_block(const KeyRun& run, std::uint64_t next_key, Visit& visit) {
  const std::size_t split = run.keys.size() / 2 + 1;
  std::uint32_t last = 0;
  std::uint32_t one_before = 0;
  unsigned context = 0;
  const auto start_half = [&] {
    last = one_before = run.values[0];
    context = kFirstContext;
  };
  const auto add = [&](std::size_t at, std::uint64_t gap_less_one) {
    const std::uint32_t value = run.values[at];
    const Repeat repeat = value == last ? Repeat::last : value == one_before ? Repeat::one_before : Repeat::none;
    one_before = last;
    last = value;
    const unsigned symbol = gap_bucket(gap_less_one) * 3 + static_cast<unsigned>(repeat);
    visit.gap(context, symbol, gap_less_one);
    context = kGapSymbolTable[symbol].context;
    if (repeat == Repeat::none) visit.tell(value);
    visit.counts(at);
  };
  start_half();
  visit.tell(run.values[0]);
  visit.counts(0);
  for (std::size_t at = 1; at < split; ++at) add(at, run.keys[at] - run.keys[at - 1] - 1);
  visit.end_half();
  start_half();
  std::uint64_t above = next_key;
  for (std::size_t at = run.keys.size(); at-- > split;) {
    add(at, above - run.keys[at] - 1);
    above = run.keys[at];
  }
  visit.end_half();
}

// How often each symbol occurs.
using GapFrequencies = std::array<std::array<std::uint64_t, kGapSymbols>, kGapContexts>;

class BlockEncoder {
 public:
  // Lengths of kGapContexts codes in turn, and of the values' code.
  BlockEncoder(std::vector<std::uint8_t> gap_lengths, std::vector<std::uint8_t> value_lengths);

  [[nodiscard]] const std::vector<std::uint8_t>& gap_lengths() const noexcept { return gap_lengths_; }
  [[nodiscard]] const std::vector<std::uint8_t>& value_lengths() const noexcept { return value_lengths_; }

  // Appends the block to `bits`. Requires: a code for each symbol and value.
  BlockPlace put(const KeyRun& run, std::uint64_t next_key, BitWriter& bits);

 private:
  friend struct BlockBits;

  std::vector<std::uint8_t> gap_lengths_;
  std::vector<std::uint8_t> value_lengths_;
  std::array<std::vector<std::uint16_t>, kGapContexts> gap_codes_;
  std::vector<std::uint16_t> value_codes_;
  std::vector<std::pair<std::uint64_t, unsigned>> told_;  // of this half, in coded order: bits and their number
};

}  // namespace bycatch
