// Made-up segments: bursts of near keys in the same few lists, as uploads are; the same for the same seed, anywhere.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "hamming_images.h"
#include "segment_bytes.h"

namespace bycatch::test {

struct Row {
  std::vector<std::uint16_t> lists;
  std::vector<std::uint64_t> counts;
  std::uint16_t label = 0;
};
using Rows = std::map<std::uint64_t, Row>;
using Spaces = std::map<KeySpace, Rows>;

struct MadeSegment {
  std::vector<ListInfo> lists;
  std::vector<std::string> labels;
  Spaces spaces;
  std::map<Imprint, Row> imprints;
  unsigned block_keys = 64;
};

inline std::vector<ListInfo> made_lists(std::size_t count) {
  std::vector<ListInfo> lists;
  for (std::size_t i = 0; i < count; ++i)
    lists.push_back({"list-" + std::to_string(i), "2026-01-02", {i, 1, 2, 3, 4, 5}});
  return lists;
}

inline Row some_row(std::size_t lists, std::mt19937_64& random) {
  Row row;
  for (std::uint16_t list = 0; list < lists; ++list) {
    if (random() % 16 == 0) row.lists.push_back(list);
  }
  if (row.lists.empty()) row.lists.push_back(static_cast<std::uint16_t>(random() % lists));
  if (random() % 8 == 0) row.label = static_cast<std::uint16_t>(random() % 3);
  return row;
}

inline void add_counts(Row& row, std::mt19937_64& random) {
  row.counts.clear();
  for (std::size_t i = 0; i < row.lists.size(); ++i) {
    row.counts.push_back(random() % 3 == 0 ? 0 : random() >> (random() % 40 + 20));
  }
}

// Labels up to 2 are used.
inline Rows bursts(std::size_t keys, unsigned key_bits, bool counted, std::uint64_t seed, std::size_t lists) {
  std::mt19937_64 random(seed);
  Rows rows;
  while (rows.size() < keys) {
    std::uint64_t key = key_bits == 64 ? random() >> (random() % 40) : random() >> (64 - key_bits);
    const Row usual = some_row(lists, random);
    for (std::size_t length = random() % 12 + 1; length > 0 && rows.size() < keys; --length) {
      Row row = random() % 10 < 7 ? usual : some_row(lists, random);
      if (counted) add_counts(row, random);
      rows.emplace(key, row);
      const std::uint64_t step = random() % 200 + 1;
      if (key > (key_bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << key_bits) - 1) - step) break;
      key += step;
    }
  }
  return rows;
}

inline Spaces made_spaces(std::size_t keys, std::size_t lists) {
  Spaces spaces;
  for (std::size_t number = 0; number < kKeySpaces; ++number) {
    const auto space = static_cast<KeySpace>(number);
    spaces[space] = bursts(keys, stored_key_bits(space), has_counts(space), number + 1, lists);
  }
  return spaces;
}

// Of every kind of record, `keys` each.
inline MadeSegment made_segment(std::size_t keys, std::uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  MadeSegment made{.lists = made_lists(40),
                   .labels = {"3=medical_mask 7=no_mask", "5=mask"},
                   .spaces = made_spaces(keys, 40),
                   .imprints = {}};
  while (made.imprints.size() < keys) made.imprints[random_imprint(random)] = some_row(40, random);
  return made;
}

inline std::vector<std::byte> bytes_of(const MadeSegment& made) {
  const auto must = [](const Status& status) {
    if (!status) std::abort();
  };
  MemorySink sink;
  SegmentWriter writer(sink, made.lists, made.labels);
  for (const auto& [space, rows] : made.spaces) {
    if (rows.empty()) continue;
    must(writer.begin_space(space, SpaceOptions{made.block_keys}));
    for (const bool again : {false, true}) {
      for (const auto& [key, row] : rows) {
        const Record record{.key = key, .label = row.label, .lists = row.lists, .counts = row.counts};
        must(again ? writer.add(record) : writer.observe(record));
      }
    }
    must(writer.end_space());
  }
  for (const auto& [imprint, row] : made.imprints) {
    must(writer.add_imprint({.imprint = imprint, .label = row.label, .lists = row.lists}));
  }
  must(writer.finish());
  return sink.bytes_;
}

// Of a thousand records, `permille` each are removed, added and changed.
inline MadeSegment changed(MadeSegment made, std::size_t permille, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto happens = [&] { return random() % 1000 < permille; };
  const auto change = [&](auto& rows, bool counted, auto&& new_key) {
    const std::size_t before = rows.size();
    for (auto row = rows.begin(); row != rows.end();) {
      if (happens()) {
        row = rows.erase(row);
        continue;
      }
      if (happens()) row->second = some_row(made.lists.size(), random);
      if (counted && (happens() || row->second.counts.empty())) add_counts(row->second, random);
      ++row;
    }
    for (std::size_t i = 0; i < before; ++i) {
      if (!happens()) continue;
      Row row = some_row(made.lists.size(), random);
      if (counted) add_counts(row, random);
      rows.emplace(new_key(rows), row);
    }
  };
  for (auto& [space, rows] : made.spaces) {
    const unsigned bits = stored_key_bits(space);
    change(rows, has_counts(space), [&](const Rows& all) {
      if (all.empty() || random() % 4 == 0) return random() >> (64 - bits);
      const std::uint64_t near = std::next(all.begin(), static_cast<std::ptrdiff_t>(random() % all.size()))->first;
      return std::min(near + random() % 50, ~std::uint64_t{0} >> (64 - bits));
    });
  }
  change(made.imprints, false, [&](const auto& /*all*/) { return random_imprint(random); });
  return made;
}

}  // namespace bycatch::test
