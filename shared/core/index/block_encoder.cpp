#include "block_encoder.h"

#include <algorithm>
#include <bit>

#include "huffman.h"

namespace bycatch {

void KeyRun::add_counts(std::span<const std::uint64_t> own) {
  counts.insert(counts.end(), own.begin(), own.end());
  counts_ends.push_back(counts.size());
}

void KeyRun::clear() {
  keys.clear();
  values.clear();
  counts.clear();
  counts_ends.clear();
}

BlockEncoder::BlockEncoder(std::vector<std::uint8_t> gap_lengths, std::vector<std::uint8_t> value_lengths)
    : gap_lengths_(std::move(gap_lengths)), value_lengths_(std::move(value_lengths)) {
  for (unsigned context = 0; context < kGapContexts; ++context) {
    const auto lengths = std::span(gap_lengths_).subspan(std::size_t{context} * kGapSymbols, kGapSymbols);
    gap_codes_[context] = huffman_codes(lengths, FirstBit::lowest);
  }
  value_codes_ = huffman_codes(value_lengths_, FirstBit::highest);
}

// Writes a block: its gaps as they come; values and counts from each half's end towards its start, so that a search
// needs to know neither where they begin nor what they are.
struct BlockBits {
  BlockEncoder& code;
  const KeyRun& run;
  BitWriter& bits;
  std::array<std::uint64_t, 2> ends{};
  std::size_t halves = 0;

  void gap(unsigned context, unsigned symbol, std::uint64_t gap_less_one) const {
    const GapSymbol& shape = kGapSymbolTable[symbol];
    bits.put(code.gap_codes_[context][symbol], code.gap_lengths_[context * kGapSymbols + symbol]);
    bits.put(gap_less_one - shape.base, shape.extra);
  }
  void tell(std::uint32_t value) const {
    const std::uint32_t symbol = std::min(value, kMaxCodedValues);
    code.told_.emplace_back(code.value_codes_[symbol], code.value_lengths_[symbol]);
    if (symbol == kMaxCodedValues) code.told_.emplace_back(value, kEscapedValueBits);
  }
  // Elias' gamma code of count + 1.
  void counts(std::size_t key) const {
    for (const std::uint64_t count : run.counts_of(key)) {
      const auto width = static_cast<unsigned>(std::bit_width(count + 1));
      code.told_.emplace_back(0, width - 1);
      code.told_.emplace_back(count + 1, width);
    }
  }
  void end_half() {
    for (auto told = code.told_.rbegin(); told != code.told_.rend(); ++told) bits.put(told->first, told->second);
    code.told_.clear();
    ends[halves++] = bits.bits();
  }
};

BlockPlace BlockEncoder::put(const KeyRun& run, std::uint64_t next_key, BitWriter& bits) {
  const std::uint64_t start = bits.bits();
  BlockBits writer{.code = *this, .run = run, .bits = bits};
  code_block(run, next_key, writer);
  return {.first_key = run.keys[0],
          .next_key = next_key,
          .start_bit = start,
          .middle_bit = writer.ends[0],
          .end_bit = writer.ends[1],
          .keys = static_cast<std::uint32_t>(run.keys.size())};
}

}  // namespace bycatch
