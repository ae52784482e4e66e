#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

#include "hamming_builder.h"
#include "hamming_format.h"
#include "hamming_images.h"
#include "hamming_index.h"
#include "hamming_kernels.h"

using namespace bycatch;
using namespace bycatch::test;

namespace {

constexpr std::array kLayouts = {HammingLayout::scan, HammingLayout::tables};

std::vector<std::byte> built(const std::vector<Imprint>& sorted, HammingLayout layout) {
  auto image = build_hamming(sorted, layout);
  REQUIRE(image.has_value());
  return *image;
}

HammingIndex opened(const std::vector<std::byte>& image, Simd simd = best_simd()) {
  auto index = HammingIndex::open(image, simd);
  REQUIRE(index.has_value());
  return std::move(*index);
}

std::vector<Near> near_in(const HammingIndex& index, const Imprint& wanted, int radius) {
  std::vector<Near> near;
  REQUIRE(index.near(wanted, radius, near).has_value());
  return near;
}

ErrorCode open_code(const std::vector<std::byte>& image) {
  const auto index = HammingIndex::open(image);
  REQUIRE_FALSE(index.has_value());
  return index.error().code;
}

// Both layouts and both ways to compute find for each query what comparing with all finds.
void check_exact(const std::vector<Imprint>& sorted, const std::vector<Imprint>& queries,
                 const std::vector<int>& radii) {
  const auto scan = built(sorted, HammingLayout::scan);
  const auto tables = built(sorted, HammingLayout::tables);
  std::vector<HammingIndex> indexes;
  for (const Simd simd : {Simd::portable, best_simd()}) {
    indexes.push_back(opened(scan, simd));
    indexes.push_back(opened(tables, simd));
  }
  for (const Imprint& query : queries) {
    for (const int radius : radii) {
      CAPTURE(radius);
      const auto expected = brute_force(sorted, query, radius);
      for (const HammingIndex& index : indexes) CHECK(near_in(index, query, radius) == expected);
    }
  }
}

std::vector<Imprint> random_imprints(std::size_t count, std::mt19937_64& random) {
  std::vector<Imprint> imprints;
  for (std::size_t i = 0; i < count; ++i) imprints.push_back(random_imprint(random));
  return imprints;
}

}  // namespace

TEST_CASE("hamming: planted neighbours at every distance are found within every radius, and no others") {
  std::mt19937_64 random(1);
  std::vector<Imprint> imprints = random_imprints(3000, random);
  std::vector<Imprint> queries;
  for (std::size_t flips = 0; flips <= 40; ++flips) {
    queries.push_back(random_imprint(random));
    imprints.push_back(moved(queries.back(), flips, random));
  }
  std::vector<int> radii(34);
  std::iota(radii.begin(), radii.end(), 0);
  radii.push_back(256);
  check_exact(ascending(imprints), queries, radii);
}

// Each neighbour has a query of its own: a walk could come to one by way of the chunks of another.
TEST_CASE("hamming: 31 flips spread as evenly or as unevenly as they can be are found") {
  std::mt19937_64 random(2);
  std::vector<Imprint> imprints = random_imprints(2000, random);
  std::vector<Imprint> queries;
  const auto plant = [&](auto bit_of) {
    queries.push_back(random_imprint(random));
    Imprint neighbour = queries.back();
    for (std::size_t i = 0; i < 31; ++i) flip(neighbour, bit_of(i));
    CHECK(distance(neighbour, queries.back()) == 31);
    imprints.push_back(neighbour);
  };
  for (std::size_t first = 0; first < hamming::kChunks; ++first) {
    plant([&](std::size_t i) { return (first + i / 2) % 16 * 16 + i % 2 * 7; });      // two in each chunk but one
    plant([&](std::size_t i) { return (first * 16 + i) % 256; });                     // all in two neighbouring chunks
    plant([&](std::size_t i) { return (first + i / 4 * 2) % 16 * 16 + i % 4 * 5; });  // four in every other chunk
  }
  check_exact(ascending(imprints), queries, {29, 30, 31});
}

TEST_CASE("hamming: among so many that the directories are rounded, neighbours are found") {
  std::mt19937_64 random(11);
  std::vector<Imprint> imprints = random_imprints(700'000, random);
  REQUIRE(hamming::step_shift(imprints.size()) > 0);
  std::vector<Imprint> queries;
  std::vector<Imprint> planted;
  for (std::size_t i = 0; i < 64; ++i) {
    queries.push_back(random_imprint(random));
    planted.push_back(queries.back());
    for (std::size_t k = 0; k < 31; ++k) flip(planted.back(), (i + k / 2) % 16 * 16 + (i + k % 2 * 5) % 16);
    imprints.push_back(planted.back());
  }
  imprints = ascending(std::move(imprints));
  const auto image = built(imprints, HammingLayout::tables);
  const HammingIndex index = opened(image);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const auto near = near_in(index, queries[i], 31);
    REQUIRE(near.size() == 1);
    CHECK(imprints[near[0].position] == planted[i]);
  }
}

TEST_CASE("hamming kernels: both ways give the same answers for every length and place in memory") {
  std::mt19937_64 random(12);
  std::vector<std::byte> bytes(4096);
  for (auto& byte : bytes) byte = static_cast<std::byte>(random());
  for (std::size_t count = 0; count <= 70; ++count) {
    for (const int limit : {0, 3, 6, 16}) {
      const std::byte* values = &bytes[count * 3];
      const auto wanted = static_cast<std::uint16_t>(random());
      std::vector<std::uint32_t> expected;
      for (std::size_t i = 0; i < count; ++i) {
        const auto bits =
            std::popcount(static_cast<std::uint16_t>(hamming::load<std::uint16_t>(values + 2 * i) ^ wanted));
        if (bits <= limit) expected.push_back(static_cast<std::uint32_t>(i));
      }
      for (const Simd simd : {Simd::portable, best_simd()}) {
        std::vector<std::uint32_t> found;
        hamming::find_close(values, count, wanted, limit, found, simd);
        CHECK(found == expected);
      }
    }
  }
}

TEST_CASE("hamming: imprints that share most of their chunks are told apart") {
  std::mt19937_64 random(3);
  std::vector<Imprint> imprints;
  const Imprint base = random_imprint(random);
  for (int i = 0; i < 2000; ++i) {
    Imprint imprint = base;
    imprint.words[random() % 4] = random();
    imprints.push_back(imprint);
  }
  std::vector<Imprint> queries = {base};
  for (int i = 0; i < 20; ++i) queries.push_back(moved(imprints[random() % imprints.size()], random() % 33, random));
  check_exact(ascending(imprints), queries, {10, 31});
}

TEST_CASE("hamming: in a crowd of near imprints each is found once") {
  std::mt19937_64 random(4);
  const Imprint base = random_imprint(random);
  std::vector<Imprint> imprints;
  for (std::size_t i = 0; i < 3000; ++i) imprints.push_back(moved(base, i % 40, random));
  check_exact(ascending(imprints), {base, moved(base, 20, random)}, {0, 16, 31});
}

TEST_CASE("hamming: none and one") {
  std::mt19937_64 random(5);
  const Imprint one = random_imprint(random);
  check_exact({}, {one, {}}, {0, 31, 256});
  check_exact({one}, {one, moved(one, 31, random), {}}, {0, 31, 256});
}

TEST_CASE("hamming: what out already held stays") {
  const std::vector<Imprint> imprints = {Imprint{}};
  const auto image = built(imprints, HammingLayout::scan);
  std::vector<Near> out = {{7, 7}};
  REQUIRE(opened(image).near(Imprint{}, 31, out).has_value());
  CHECK(out == std::vector<Near>{{7, 7}, {0, 0}});
}

TEST_CASE("hamming: a radius that is no distance is refused") {
  const auto image = built({Imprint{}}, HammingLayout::tables);
  const HammingIndex index = opened(image);
  std::vector<Near> out;
  for (const int radius : {-1, 257}) {
    const Status done = index.near(Imprint{}, radius, out);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().code == ErrorCode::bad_request);
  }
}

TEST_CASE("hamming: what is not ascending is not laid down") {
  Imprint high;
  high.words = {1, 0, 0, 0};
  for (const std::vector<Imprint>& bad : {std::vector<Imprint>{high, {}}, {high, high}}) {
    const auto image = build_hamming(bad);
    REQUIRE_FALSE(image.has_value());
    CHECK(image.error().code == ErrorCode::bad_request);
  }
}

TEST_CASE("hamming: the bytes are those of FORMAT.md, today as ever") {
  std::mt19937_64 random(6);
  const auto imprints = ascending(random_imprints(500, random));
  CHECK(crc32c(built(imprints, HammingLayout::scan)) == 1209613892);
  CHECK(crc32c(built(imprints, HammingLayout::tables)) == 2398562049);
}

TEST_CASE("hamming: from the least count with tables on, all is below 2.5 times the imprints") {
  CHECK(hamming_layout_for(kTablesFrom - 1) == HammingLayout::scan);
  for (const std::size_t count : {kTablesFrom, std::size_t{1'000'000}, std::size_t{10'000'000}}) {
    CHECK(hamming_layout_for(count) == HammingLayout::tables);
    CHECK(hamming::Places(count, true).end <= count * hamming::kImprintBytes * 5 / 2);
  }
}

TEST_CASE("hamming: an image that is cut, longer or not one is refused") {
  std::mt19937_64 random(7);
  for (const HammingLayout layout : kLayouts) {
    const auto image = built(ascending(random_imprints(100, random)), layout);
    for (const std::size_t size : {std::size_t{0}, std::size_t{63}, std::size_t{64}, image.size() - 1}) {
      CHECK(open_code({image.begin(), image.begin() + static_cast<std::ptrdiff_t>(size)}) == ErrorCode::corrupt);
    }
    auto longer = image;
    longer.push_back({});
    CHECK(open_code(longer) == ErrorCode::corrupt);
  }
}

TEST_CASE("hamming: every flipped bit of the header is noticed") {
  const auto image = built({Imprint{}}, HammingLayout::tables);
  for (std::size_t bit = 0; bit < 8 * hamming::kHeaderBytes; ++bit) {
    auto bad = image;
    bad[bit / 8] ^= std::byte{1} << (bit % 8);
    CHECK_FALSE(HammingIndex::open(bad).has_value());
  }
}

TEST_CASE("hamming: a newer version or layout is unsupported, a false count corrupt") {
  const auto image = built({Imprint{}}, HammingLayout::scan);
  const auto with = [&](std::size_t at, std::byte value) {
    auto other = image;
    other[at] = value;
    seal(other);
    return open_code(other);
  };
  CHECK(with(8, std::byte{2}) == ErrorCode::unsupported);
  CHECK(with(12, std::byte{2}) == ErrorCode::unsupported);
  CHECK(with(16, std::byte{2}) == ErrorCode::corrupt);
  CHECK(with(23, std::byte{0x80}) == ErrorCode::corrupt);
}

TEST_CASE("hamming: a flipped bit is noticed or changes no answer") {
  std::mt19937_64 random(8);
  auto imprints = random_imprints(3000, random);
  const Imprint query = random_imprint(random);
  for (std::size_t flips = 0; flips <= 31; ++flips) imprints.push_back(moved(query, flips, random));
  imprints = ascending(imprints);
  const auto expected = brute_force(imprints, query, 31);
  for (const HammingLayout layout : kLayouts) {
    auto image = built(imprints, layout);
    int noticed = 0;
    // Half of the flips in what this query reads: the entries and the imprints.
    const hamming::Places places(imprints.size(), layout == HammingLayout::tables);
    for (int i = 0; i < 600; ++i) {
      const std::size_t all = random() % image.size();
      const std::size_t imprint_byte = places.imprints + random() % (imprints.size() * 32);
      const std::size_t entry_byte = places.nexts + random() % (places.end - places.nexts);
      const std::size_t at = i % 3 == 0 ? all : i % 3 == 1 && layout == HammingLayout::scan ? imprint_byte : entry_byte;
      const auto bit = std::byte{1} << (random() % 8);
      image[at] ^= bit;
      if (const auto index = HammingIndex::open(image)) {
        std::vector<Near> near = {{1, 1}};
        if (index->near(query, 31, near)) {
          near.erase(near.begin());
          CHECK(near == expected);
        } else {
          CHECK(near == std::vector<Near>{{1, 1}});
          ++noticed;
        }
      } else {
        ++noticed;
      }
      image[at] ^= bit;
    }
    CHECK(noticed > 100);
  }
}

TEST_CASE("hamming: forged tables with right checksums stay within bounds") {
  std::mt19937_64 random(9);
  const auto imprints = ascending(random_imprints(200, random));
  const auto image = built(imprints, HammingLayout::tables);
  const hamming::Places places(imprints.size(), true);
  const auto query_forged = [&](std::size_t from, std::size_t to, std::byte value) {
    auto forged = image;
    std::fill(&forged[from], &forged[to - 1] + 1, value);
    seal(forged);
    std::vector<Near> near;
    const Status done = opened(forged).near(imprints[50], 31, near);
    return done ? ErrorCode::internal : done.error().code;
  };
  CHECK(query_forged(places.directories, places.nexts, std::byte{0xFF}) == ErrorCode::corrupt);
  CHECK(query_forged(places.positions, places.checksums, std::byte{0xFF}) == ErrorCode::corrupt);
  (void)query_forged(places.nexts, places.positions, std::byte{0xFF});
}

TEST_CASE("hamming: many threads read one index that nobody read before") {
  std::mt19937_64 random(10);
  const auto imprints = ascending(random_imprints(2000, random));
  const auto image = built(imprints, HammingLayout::tables);
  const HammingIndex index = opened(image);
  std::array<int, 4> found{};
  std::vector<std::thread> threads;
  for (int& count : found) {
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < 50; ++i) {
        std::vector<Near> near;
        if (index.near(imprints[i * 7], 31, near) &&
            near == std::vector<Near>{{static_cast<std::uint32_t>(i * 7), 0}}) {
          ++count;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(found == std::array{50, 50, 50, 50});
}
