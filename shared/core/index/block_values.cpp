#include "block_values.h"

#include <bit>

#include "huffman.h"

namespace bycatch {

bool BlockValues::make_table(std::span<const std::uint8_t> lengths, unsigned limit) {
  limit_ = limit;
  const auto table = huffman_table(lengths, limit, FirstBit::highest);
  if (!table) return false;
  for (const std::uint32_t entry : *table) table_.push_back(static_cast<std::uint16_t>(entry));
  return true;
}

bool BlockValues::next(const std::byte* stream, Place& place, std::uint32_t& value) const noexcept {
  const unsigned entry = table_[read_back(stream, place.bit, limit_)];
  const unsigned length = entry & 15U;
  value = entry >> 4U;
  std::uint64_t taken = length;
  if (value == kMaxCodedValues) {
    value = static_cast<std::uint32_t>(read_back(stream, place.bit - length, kEscapedValueBits));
    taken += kEscapedValueBits;
  }
  if (length == 0 || place.bit < place.floor + taken) return false;
  place.bit -= taken;
  return true;
}

bool BlockValues::next_counts(const std::byte* stream, Place& place, std::span<std::uint64_t> counts) noexcept {
  for (std::uint64_t& count : counts) {
    const auto zeros = static_cast<unsigned>(std::countl_zero(read_back(stream, place.bit, 57) << 7U | 1U));
    const std::uint64_t taken = 2 * std::uint64_t{zeros} + 1;
    if (zeros > 50 || place.bit < place.floor + taken) return false;
    count = read_back(stream, place.bit - zeros, zeros + 1) - 1;
    place.bit -= taken;
  }
  return true;
}

}  // namespace bycatch
