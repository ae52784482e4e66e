// Segments made of a fuzzer's bytes: whatever these are, the records are of their form.
#pragma once

#include <cstdint>
#include <span>

#include "made_segment.h"

namespace bycatch::test {

// Bytes one after the other, zeros behind the end.
class FuzzBytes {
 public:
  explicit FuzzBytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  [[nodiscard]] bool is_empty() const { return bytes_.empty(); }
  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const std::uint8_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte;
  }
  std::uint64_t number(unsigned bytes) {
    std::uint64_t number = 0;
    for (unsigned i = 0; i < bytes; ++i) number = number << 8U | byte();
    return number;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

inline Row fuzzed_row(FuzzBytes& bytes, std::size_t lists, bool counted) {
  Row row;
  const std::uint8_t what = bytes.byte();
  row.label = what >> 6U & 1U;
  for (std::uint16_t list = 0; list < lists && list < 6; ++list) {
    if ((what >> list & 1U) != 0) row.lists.push_back(list);
  }
  if (row.lists.empty()) row.lists.push_back(static_cast<std::uint16_t>(what % lists));
  for (std::size_t i = 0; counted && i < row.lists.size(); ++i)
    row.counts.push_back(bytes.number(what >> 7U != 0 ? 6 : 1));
  return row;
}

// Adds records to `made`, or takes away those that it has at such keys.
inline void add_fuzzed(MadeSegment& made, FuzzBytes& bytes) {
  std::uint64_t key = 0;
  while (!bytes.is_empty()) {
    const std::uint8_t what = bytes.byte();
    if (what % 8 == 7) {
      Imprint imprint;
      for (auto& word : imprint.words) word = bytes.number(what / 8 % 9);
      made.imprints[imprint] = fuzzed_row(bytes, made.lists.size(), false);
      continue;
    }
    const auto space = static_cast<KeySpace>(what % 8 % kKeySpaces);
    key += bytes.number(what / 8 % 9);
    const std::uint64_t stored = key >> (64 - stored_key_bits(space));
    Row row = fuzzed_row(bytes, made.lists.size(), has_counts(space));
    if (what >= 128 && made.spaces[space].erase(stored) > 0) continue;
    made.spaces[space][stored] = std::move(row);
  }
}

// The first byte says how many lists there are and how large the blocks.
inline MadeSegment fuzzed_segment(FuzzBytes& bytes) {
  const std::uint8_t shape = bytes.byte();
  MadeSegment made{.lists = made_lists(shape % 16 + 1U), .labels = {"0=mask"}, .spaces = {}, .imprints = {}};
  made.block_keys = shape / 16 * 8U + 1;
  add_fuzzed(made, bytes);
  return made;
}

}  // namespace bycatch::test
