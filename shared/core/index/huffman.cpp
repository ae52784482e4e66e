#include "huffman.h"

#include <algorithm>
#include <array>

namespace bycatch {
namespace {

constexpr unsigned kMaxLimit = 15;

std::uint16_t reversed(unsigned code, unsigned length) {
  unsigned out = 0;
  for (unsigned bit = 0; bit < length; ++bit) out |= ((code >> bit) & 1U) << (length - 1 - bit);
  return static_cast<std::uint16_t>(out);
}

struct Package {
  std::uint64_t weight;
  std::vector<std::uint16_t> symbols;
};

// First code of each length, canonical order.
std::array<unsigned, kMaxLimit + 1> first_codes(std::span<const std::uint8_t> lengths) {
  std::array<unsigned, kMaxLimit + 1> count{};
  for (const std::uint8_t length : lengths) ++count[length];
  std::array<unsigned, kMaxLimit + 1> first{};
  unsigned code = 0;
  for (unsigned length = 1; length <= kMaxLimit; ++length) {
    code = (code + (length > 1 ? count[length - 1] : 0)) << 1U;
    first[length] = code;
  }
  return first;
}

}  // namespace

// Package-merge (Larmore and Hirschberg, 1990): `limit` rounds of pairing the cheapest packages with the symbols.
std::vector<std::uint8_t> huffman_lengths(std::span<const std::uint64_t> frequencies, unsigned limit) {
  std::vector<std::uint8_t> lengths(frequencies.size(), 0);
  std::vector<Package> leaves;
  for (std::size_t symbol = 0; symbol < frequencies.size(); ++symbol) {
    if (frequencies[symbol] > 0) leaves.push_back({frequencies[symbol], {static_cast<std::uint16_t>(symbol)}});
  }
  if (leaves.size() <= 1) {
    for (const Package& leaf : leaves) lengths[leaf.symbols[0]] = 1;
    return lengths;
  }
  const auto lighter = [](const Package& a, const Package& b) { return a.weight < b.weight; };
  std::ranges::stable_sort(leaves, lighter);
  std::vector<Package> row;
  for (unsigned round = 0; round < limit; ++round) {
    std::vector<Package> pairs;
    for (std::size_t at = 0; at + 1 < row.size(); at += 2) {
      Package pair = std::move(row[at]);
      pair.weight += row[at + 1].weight;
      pair.symbols.insert(pair.symbols.end(), row[at + 1].symbols.begin(), row[at + 1].symbols.end());
      pairs.push_back(std::move(pair));
    }
    row.clear();
    std::ranges::merge(leaves, pairs, std::back_inserter(row), lighter);
  }
  for (std::size_t at = 0; at < 2 * (leaves.size() - 1); ++at) {
    for (const std::uint16_t symbol : row[at].symbols) ++lengths[symbol];
  }
  return lengths;
}

std::vector<std::uint16_t> huffman_codes(std::span<const std::uint8_t> lengths, FirstBit first) {
  auto next = first_codes(lengths);
  std::vector<std::uint16_t> codes(lengths.size(), 0);
  for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    if (lengths[symbol] == 0) continue;
    const unsigned code = next[lengths[symbol]]++;
    codes[symbol] = first == FirstBit::highest ? static_cast<std::uint16_t>(code) : reversed(code, lengths[symbol]);
  }
  return codes;
}

std::optional<std::vector<std::uint32_t>> huffman_table(std::span<const std::uint8_t> lengths, unsigned limit,
                                                        FirstBit first) {
  std::uint64_t room = 0;  // in codes of `limit` bits
  std::size_t occurring = 0;
  for (const std::uint8_t length : lengths) {
    if (length > limit) return std::nullopt;
    if (length == 0) continue;
    room += std::uint64_t{1} << (limit - length);
    ++occurring;
  }
  const std::uint64_t whole = std::uint64_t{1} << limit;
  if (room > whole || (occurring > 1 && room != whole)) return std::nullopt;
  std::vector<std::uint32_t> table(whole, 0);
  const std::vector<std::uint16_t> codes = huffman_codes(lengths, first);
  for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    const unsigned length = lengths[symbol];
    if (length == 0) continue;
    const auto entry = static_cast<std::uint32_t>(symbol << 4U | length);
    const std::uint64_t start =
        first == FirstBit::lowest ? codes[symbol] : std::uint64_t{codes[symbol]} << (limit - length);
    const std::uint64_t step = first == FirstBit::lowest ? std::uint64_t{1} << length : 1;
    for (std::uint64_t count = 0; count < whole >> length; ++count) table[start + count * step] = entry;
  }
  return table;
}

}  // namespace bycatch
