#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "made_segment.h"
#include "segment_bytes.h"
#include "segment_layout.h"
#include "segment_reader.h"
#include "segment_writer.h"

namespace bycatch {
namespace {

using test::Mapped;
using test::MemorySink;

using test::Row;
using test::Rows;
using test::Spaces;

constexpr std::size_t kLists = 40;

std::vector<std::byte> written(const Spaces& spaces, unsigned block_keys = 64) {
  return test::bytes_of({.lists = test::made_lists(kLists),
                         .labels = {"3=medical_mask 7=no_mask", "5=mask 9=of_a_newer_program"},
                         .spaces = spaces,
                         .imprints = {},
                         .block_keys = block_keys});
}

Key key_in(KeySpace space, std::uint64_t stored) {
  return space < KeySpace::asset ? Key{0, stored} : Key{stored << (64 - kHashKeyBits), 0x1234};
}

// As written() has its labels.
PhotoLabel label_in(std::uint16_t list, std::uint16_t label) {
  if (label == 1) return list == 3 ? PhotoLabel::medical_mask : list == 7 ? PhotoLabel::no_mask : PhotoLabel::none;
  return label == 2 && list == 5 ? PhotoLabel::mask : PhotoLabel::none;
}

void check_holds(const SegmentReader& reader, const Spaces& spaces) {
  for (const auto& [space, rows] : spaces) {
    CHECK(reader.keys(space) == rows.size());
    auto expected = rows.begin();
    const Status visited = reader.for_each(space, [&](const Record& record) -> Status {
      const auto& [key, row] = *expected++;
      const bool same = record.key == key && record.label == row.label && std::ranges::equal(record.lists, row.lists) &&
                        std::ranges::equal(record.counts, row.counts);
      return same ? Status{} : fail(ErrorCode::internal, "differs");
    });
    CHECK(visited.has_value());
    CHECK(expected == rows.end());

    // Every key and its neighbours, in batches of an odd size.
    std::vector<Key> keys;
    std::vector<std::uint64_t> stored;
    for (const auto& [key, row] : rows) {
      for (const std::uint64_t near : {key - 1, key, key + 1}) {
        if (!stored.empty() && near <= stored.back()) continue;
        if (key == 0 && near > 1) continue;
        stored.push_back(near);
        keys.push_back(key_in(space, near));
      }
    }
    std::vector<Hit> hits;
    for (std::size_t at = 0; at < keys.size(); at += 101) {
      const std::size_t count = std::min<std::size_t>(101, keys.size() - at);
      hits.clear();
      REQUIRE(reader.lookup(space, std::span(keys).subspan(at, count), hits));
      auto hit = hits.begin();
      for (std::size_t i = 0; i < count; ++i) {
        const auto row = rows.find(stored[at + i]);
        if (row == rows.end()) continue;
        for (std::size_t list = 0; list < row->second.lists.size(); ++list) {
          REQUIRE(hit != hits.end());
          REQUIRE(hit->key == i);
          REQUIRE(hit->list == row->second.lists[list]);
          REQUIRE(hit->count == (row->second.counts.empty() ? 0 : row->second.counts[list]));
          REQUIRE(hit->label == label_in(row->second.lists[list], row->second.label));
          ++hit;
        }
      }
      REQUIRE(hit == hits.end());
    }
  }
}

Spaces all_spaces(std::size_t keys) {
  return test::made_spaces(keys, kLists);
}

Rows bursts(std::size_t keys, unsigned key_bits, bool counted, std::uint64_t seed) {
  return test::bursts(keys, key_bits, counted, seed, kLists);
}

}  // namespace

TEST_CASE("segment: what is written is read, in every key space") {
  for (const std::size_t keys : {1UZ, 2UZ, 63UZ, 64UZ, 65UZ, 1000UZ, 5000UZ}) {
    CAPTURE(keys);
    const Spaces spaces = all_spaces(keys);
    const Mapped file(written(spaces));
    const auto reader = SegmentReader::open(file.bytes());
    REQUIRE(reader);
    CHECK((*reader)->verify().has_value());
    CHECK((*reader)->lists().size() == kLists);
    CHECK((*reader)->lists()[7].records[0] == 7);
    CHECK((*reader)->labels()[1] == "5=mask 9=of_a_newer_program");
    check_holds(**reader, spaces);
  }
}

TEST_CASE("segment: any block size holds the same") {
  const Spaces spaces = all_spaces(3000);
  for (const unsigned block_keys : {1U, 2U, 3U, 32U, 127U, 128U}) {
    CAPTURE(block_keys);
    const Mapped file(written(spaces, block_keys));
    const auto reader = SegmentReader::open(file.bytes());
    REQUIRE(reader);
    check_holds(**reader, spaces);
  }
}

TEST_CASE("segment: the ends of the number range") {
  Spaces spaces;
  for (const std::uint64_t key :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 62, ~std::uint64_t{0} - 1, ~std::uint64_t{0}}) {
    spaces[KeySpace::instagram_media][key] = {{3, 9}, {}, 0};
  }
  const Mapped file(written(spaces));
  const auto reader = SegmentReader::open(file.bytes());
  REQUIRE(reader);
  std::vector<Hit> hits;
  const std::vector<Key> keys = {{0, 0}, {0, 5}, {0, std::uint64_t{1} << 62}, {0, ~std::uint64_t{0}}};
  REQUIRE((*reader)->lookup(KeySpace::instagram_media, keys, hits));
  CHECK(hits.size() == 6);
}

TEST_CASE("segment: more values than codes") {
  Spaces spaces;
  for (std::uint64_t key = 0; key < 6000; ++key) {
    Row row;
    for (std::uint16_t bit = 0; bit < 13; ++bit) {
      if (((key + 1) >> bit & 1U) != 0) row.lists.push_back(bit);
    }
    spaces[KeySpace::flickr_photo][key * 7 + 5] = row;
  }
  const Mapped file(written(spaces));
  const auto reader = SegmentReader::open(file.bytes());
  REQUIRE(reader);
  check_holds(**reader, spaces);
}

TEST_CASE("segment: a label's text, there and back; what is not of the form is refused") {
  std::vector<LabelInList> labels;
  for (std::uint16_t list = 0; list < 40; ++list) labels.push_back({list, PhotoLabel{std::uint8_t(list % 4 + 1)}});
  const auto back = parse_labels(format_labels(std::span(labels).first(12)));
  REQUIRE(back);
  CHECK(std::ranges::equal(*back, std::span(labels).first(12)));
  CHECK(format_labels(labels).size() <= 255);
  CHECK(parse_labels("")->empty());
  for (const char* text : {"x", "3", "3:mask", "=mask", "70000=mask", "3=mask  4=mask"})
    CHECK_FALSE(parse_labels(text));
}

TEST_CASE("segment: nothing at all is a segment too") {
  const Mapped file(written({}));
  const auto reader = SegmentReader::open(file.bytes());
  REQUIRE(reader);
  std::vector<Hit> hits;
  CHECK((*reader)->lookup(KeySpace::asset, std::vector<Key>{{1, 2}}, hits).has_value());
  CHECK(hits.empty());
  CHECK((*reader)->verify().has_value());
}

TEST_CASE("segment: equal records give equal bytes, whatever the order their values came in") {
  const Spaces spaces = all_spaces(2000);
  CHECK(written(spaces) == written(spaces));
}

TEST_CASE("segment writer: records that are not of their form are refused") {
  MemorySink sink;
  SegmentWriter writer(sink, test::made_lists(kLists));
  REQUIRE(writer.begin_space(KeySpace::flickr_photo));
  const std::vector<std::uint16_t> one = {1};
  const std::vector<std::uint16_t> twice = {1, 1};
  const std::vector<std::uint16_t> unknown = {kLists};
  CHECK(writer.observe({.key = 5, .label = 0, .lists = one, .counts = {}}).has_value());
  CHECK_FALSE(writer.observe({.key = 5, .label = 0, .lists = one, .counts = {}}).has_value());
  CHECK_FALSE(writer.observe({.key = 6, .label = 0, .lists = {}, .counts = {}}).has_value());
  CHECK_FALSE(writer.observe({.key = 6, .label = 0, .lists = twice, .counts = {}}).has_value());
  CHECK_FALSE(writer.observe({.key = 6, .label = 0, .lists = unknown, .counts = {}}).has_value());
  CHECK_FALSE(writer.observe({.key = 6, .label = 1, .lists = one, .counts = {}}).has_value());
}

TEST_CASE("segment: a flipped bit gives the same answers or `corrupt`, never others") {
  const Spaces spaces = all_spaces(300);
  const std::vector<std::byte> bytes = written(spaces);
  std::mt19937_64 random(11);
  std::size_t refused = 0;
  for (int round = 0; round < 1500; ++round) {
    const Mapped file(bytes);
    // Half of the rounds in the header page's structures, which are few.
    const std::size_t at = round % 2 == 0 ? random() % sizeof(SegmentHeader) : random() % bytes.size();
    file.bytes()[at] ^= static_cast<std::byte>(1U << (random() % 8));
    CAPTURE(at);
    const auto reader = SegmentReader::open(file.bytes());
    if (!reader) {
      ++refused;
      continue;
    }
    CHECK_FALSE((*reader)->verify().has_value());
    for (const auto& [space, rows] : spaces) {
      for (const auto& [key, row] : rows) {
        std::vector<Hit> hits;
        const Key one = key_in(space, key);
        if (!(*reader)->lookup(space, std::span(&one, 1), hits)) {
          ++refused;
          break;
        }
        REQUIRE(hits.size() == row.lists.size());
        REQUIRE(hits.back().list == row.lists.back());
      }
    }
  }
  CHECK(refused > 500);
}

TEST_CASE("segment: what is not damaged can be read past what is") {
  const Spaces spaces = {{KeySpace::flickr_photo, bursts(20'000, 40, false, 5)}};
  const Mapped file(written(spaces));
  file.bytes()[kPageBytes + 100] ^= std::byte{1};
  const auto reader = SegmentReader::open(file.bytes());
  REQUIRE(reader);
  std::size_t read = 0;
  const auto visit = [&](const Record& record) -> Status {
    const auto row = spaces.at(KeySpace::flickr_photo).find(record.key);
    REQUIRE(row != spaces.at(KeySpace::flickr_photo).end());
    CHECK(std::ranges::equal(row->second.lists, record.lists));
    ++read;
    return {};
  };
  CHECK((*reader)->for_each(KeySpace::flickr_photo, visit).error().code == ErrorCode::corrupt);
  read = 0;
  CHECK((*reader)->for_each(KeySpace::flickr_photo, visit, OnDamage::pass_over).has_value());
  CHECK(read > 10'000);
  CHECK(read < 20'000);
}

TEST_CASE("segment: cut short, grown or foreign, it does not open") {
  const std::vector<std::byte> bytes = written(all_spaces(100));
  for (std::size_t size = 0; size < bytes.size(); size += size < 5000 ? 61 : 997) {
    CAPTURE(size);
    const auto reader = SegmentReader::open(Mapped(std::span(bytes).first(size)).bytes());
    REQUIRE_FALSE(reader);
    CHECK(reader.error().code == ErrorCode::corrupt);
  }
  std::vector<std::byte> grown = bytes;
  grown.resize(grown.size() + 4096);
  CHECK_FALSE(SegmentReader::open(Mapped(grown).bytes()));
  std::vector<std::byte> newer = bytes;
  newer[8] = std::byte{2};
  const auto reader = SegmentReader::open(Mapped(newer).bytes());
  REQUIRE_FALSE(reader);
  CHECK(reader.error().code == ErrorCode::unsupported);
}

}  // namespace bycatch
