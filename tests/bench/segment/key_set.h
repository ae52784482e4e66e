// Made-up photo ids and the sets of datasets that hold them: bursts of near-consecutive ids, as a person's uploads are.
// The same for the same number of keys, on any machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

struct KeySet {
  static constexpr std::size_t kQueries = 1000000;

  std::vector<std::uint64_t> keys;               // ascending
  std::vector<std::uint8_t> values;              // of each key: which of `sets`
  std::vector<std::vector<std::uint16_t>> sets;  // of lists, ascending
  std::vector<std::uint64_t> hits;               // kQueries random keys
  std::vector<std::uint64_t> misses;             // kQueries numbers that are no keys

  static KeySet make(std::size_t keys);
};
