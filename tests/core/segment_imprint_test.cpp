#include <doctest/doctest.h>

#include <map>

#include "hamming_images.h"
#include "segment_bytes.h"
#include "segment_reader.h"

namespace bycatch {
namespace {

using test::Mapped;

struct Entry {
  std::vector<std::uint16_t> lists;
  std::uint16_t label = 0;
};
using Entries = std::map<Imprint, Entry>;

constexpr std::uint16_t kPictureLists = 20;

std::vector<ListInfo> picture_lists() {
  std::vector<ListInfo> lists;
  for (std::uint64_t i = 0; i < kPictureLists; ++i) {
    lists.push_back({"list-" + std::to_string(i), "2026-01-02", {}, i * 3, static_cast<int>(i) + 20});
  }
  return lists;
}

// Some near each other, most of them in the same few sets of lists.
Entries some_entries(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Entries out;
  Imprint last = test::random_imprint(random);
  while (out.size() < count) {
    last = random() % 4 == 0 ? test::moved(last, random() % 40, random) : test::random_imprint(random);
    Entry& entry = out[last];
    entry.lists = {static_cast<std::uint16_t>(random() % 5)};
    if (random() % 3 == 0) entry.lists.push_back(static_cast<std::uint16_t>(5 + random() % (kPictureLists - 5)));
    entry.label = static_cast<std::uint16_t>(random() % 2);
  }
  return out;
}

std::vector<std::byte> written_pictures(const Entries& entries) {
  test::MemorySink sink;
  SegmentWriter writer(sink, picture_lists(), {"0=medical_mask"});
  for (const auto& [imprint, entry] : entries) {
    REQUIRE(writer.add_imprint({.imprint = imprint, .label = entry.label, .lists = entry.lists}));
  }
  REQUIRE(writer.finish());
  return sink.bytes_;
}

using Found = std::vector<std::pair<int, std::uint32_t>>;  // distance, list; sorted

Found near_in(const Entries& entries, const Imprint& wanted, int radius) {
  Found out;
  for (const auto& [imprint, entry] : entries) {
    const int bits = distance(imprint, wanted);
    for (const std::uint16_t list : entry.lists) {
      if (bits <= radius) out.emplace_back(bits, list);
    }
  }
  std::ranges::sort(out);
  return out;
}

Result<Found> near_in(const SegmentReader& reader, const Imprint& wanted, int radius) {
  std::vector<NearHit> hits;
  if (const Status done = reader.near(wanted, radius, hits); !done) {
    CHECK(hits.empty());
    return std::unexpected(done.error());
  }
  Found out;
  for (const NearHit& hit : hits) out.emplace_back(hit.distance, hit.list);
  std::ranges::sort(out);
  return out;
}

}  // namespace

TEST_CASE("segment imprints: what is written is found, with its lists and distances") {
  for (const std::size_t count : {1UZ, 33UZ, 2000UZ}) {
    CAPTURE(count);
    const Entries entries = some_entries(count, count);
    const Mapped file(written_pictures(entries));
    const auto reader = SegmentReader::open(file.bytes());
    REQUIRE(reader);
    CHECK((*reader)->verify().has_value());
    CHECK((*reader)->imprints() == count);
    CHECK((*reader)->lists()[7].imprints == 21);
    CHECK((*reader)->lists()[7].radius == 27);
    auto expected = entries.begin();
    const Status visited = (*reader)->for_each_imprint([&](const ImprintRecord& record) -> Status {
      const auto& [imprint, entry] = *expected++;
      return record.imprint == imprint && record.label == entry.label && std::ranges::equal(record.lists, entry.lists)
                 ? Status{}
                 : fail(ErrorCode::internal, "differs");
    });
    CHECK(visited.has_value());
    CHECK(expected == entries.end());
    std::mt19937_64 random(5);
    for (int round = 0; round < 200; ++round) {
      const auto at = std::next(entries.begin(), static_cast<std::ptrdiff_t>(random() % count));
      const Imprint wanted = test::moved(at->first, random() % 60, random);
      for (const int radius : {0, 31, 48}) {
        const auto found = near_in(**reader, wanted, radius);
        REQUIRE(found);
        REQUIRE(*found == near_in(entries, wanted, radius));
      }
    }
  }
}

TEST_CASE("segment imprints: a segment without any has nothing near") {
  const Mapped file(written_pictures({}));
  const auto reader = SegmentReader::open(file.bytes());
  REQUIRE(reader);
  CHECK((*reader)->imprints() == 0);
  CHECK(near_in(**reader, Imprint{}, 31)->empty());
  CHECK(near_in(**reader, Imprint{}, 257).error().code == ErrorCode::bad_request);
}

TEST_CASE("segment imprints: records that are not of their form are refused") {
  test::MemorySink sink;
  SegmentWriter writer(sink, picture_lists());
  const std::vector<std::uint16_t> one = {1};
  const std::vector<std::uint16_t> twice = {1, 1};
  const std::vector<std::uint16_t> unknown = {kPictureLists};
  const Imprint low{{1, 0, 0, 0}};
  const Imprint high{{2, 0, 0, 0}};
  CHECK(writer.add_imprint({.imprint = low, .label = 0, .lists = one}).has_value());
  CHECK_FALSE(writer.add_imprint({.imprint = low, .label = 0, .lists = one}).has_value());
  CHECK_FALSE(writer.add_imprint({.imprint = high, .label = 0, .lists = {}}).has_value());
  CHECK_FALSE(writer.add_imprint({.imprint = high, .label = 0, .lists = twice}).has_value());
  CHECK_FALSE(writer.add_imprint({.imprint = high, .label = 0, .lists = unknown}).has_value());

  std::vector<ListInfo> lists = picture_lists();
  lists[3].radius = kMaxRadius + 1;
  SegmentWriter too_wide(sink, lists);
  CHECK_FALSE(too_wide.finish().has_value());
}

TEST_CASE("segment imprints: a flipped bit gives the same answers or `corrupt`, never others") {
  const Entries entries = some_entries(300, 3);
  const std::vector<std::byte> bytes = written_pictures(entries);
  std::mt19937_64 random(12);
  std::size_t refused = 0;
  for (int round = 0; round < 600; ++round) {
    const Mapped file(bytes);
    file.bytes()[random() % bytes.size()] ^= static_cast<std::byte>(1U << (random() % 8));
    const auto reader = SegmentReader::open(file.bytes());
    bool is_refused = !reader;
    if (reader) CHECK_FALSE((*reader)->verify().has_value());
    for (auto entry = entries.begin(); reader && entry != entries.end(); ++entry) {
      const auto found = near_in(**reader, entry->first, 31);
      if (found) {
        REQUIRE(*found == near_in(entries, entry->first, 31));
      } else {
        CHECK(found.error().code == ErrorCode::corrupt);
        is_refused = true;
      }
    }
    refused += is_refused ? 1 : 0;
  }
  CHECK(refused > 400);
}

// Where the checksums are right the numbers need not be.
TEST_CASE("segment imprints: forged numbers are answered in bounds or refused") {
  const Entries entries = some_entries(300, 4);
  const std::vector<std::byte> bytes = written_pictures(entries);
  SegmentHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  ImprintHeader imprints;
  std::memcpy(&imprints, &bytes[header.imprints.at], sizeof imprints);
  std::mt19937_64 random(13);
  std::size_t refused = 0;
  for (int round = 0; round < 400; ++round) {
    const Mapped file(bytes);
    const std::array places = {header.imprints, imprints.numbers, imprints.value_offsets, imprints.value_items};
    const Extent& place = places[random() % places.size()];
    const std::uint64_t value = random() % 2 == 0 ? random() : ~std::uint64_t{0} - random() % 300;
    const std::size_t size = std::min<std::size_t>(std::size_t{1} << (random() % 4), place.size);
    std::memcpy(&file.bytes()[place.at + random() % (place.size - size + 1)], &value, size);
    test::seal_pages(file.bytes());
    const auto reader = SegmentReader::open(file.bytes());
    REQUIRE(reader);
    for (const auto& [imprint, entry] : entries) {
      const auto found = near_in(**reader, imprint, 31);
      if (!found) {
        CHECK((found.error().code == ErrorCode::corrupt || found.error().code == ErrorCode::unsupported));
        ++refused;
        break;
      }
      for (const auto& [bits, list] : *found) REQUIRE(list < kPictureLists);
    }
  }
  CHECK(refused > 50);
}

}  // namespace bycatch
