// Pictures in a generation: put in, found, replaced, carried over, lost with a damaged file and named then.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <random>

#include "built_generation.h"
#include "generation.h"
#include "pack_index.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

using Near = std::vector<std::pair<std::string, int>>;  // dataset, bits; sorted

const std::chrono::sys_seconds kToday = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22);

Imprint imprint_number(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return {{random(), random(), random(), random()}};
}

Imprint with_flipped_bits(Imprint imprint, unsigned bits) {
  for (unsigned bit = 0; bit < bits; ++bit) imprint.words[bit % 4] ^= std::uint64_t{1} << (bit / 4U);
  return imprint;
}

std::string line_of(const Imprint& imprint) {
  return "web\timprint\t" + to_text(imprint);
}

Near near_in(const Generation& generation, const Imprint& wanted) {
  std::vector<NearHit> hits;
  REQUIRE(generation.index().near(wanted, kDefaultRadius, hits));
  Near found;
  for (const NearHit& hit : hits) found.emplace_back(generation.index().lists()[hit.list].dataset, hit.distance);
  std::ranges::sort(found);
  return found;
}

std::shared_ptr<const Generation> live_in(const TempFolder& folder) {
  return Generation::open_live(folder.path()).value();
}

ListInfo list_named(const Generation& generation, const std::string& dataset) {
  const auto lists = generation.index().lists();
  const auto found = std::ranges::find(lists, dataset, &ListInfo::dataset);
  REQUIRE(found != lists.end());
  return *found;
}

bool holds_photo(const Generation& generation, std::uint64_t id) {
  std::vector<Hit> hits;
  REQUIRE(generation.index().lookup(KeySpace::flickr_photo, std::vector<Key>{{0, id}}, hits));
  return !hits.empty();
}

// One more import into `folder`, whose rows are one list of `dataset`.
GenerationBuilder::Outcome import_rows(const TempFolder& folder, const std::string& dataset, const ListLines& lines,
                                       std::optional<int> radius = {}) {
  auto builder = GenerationBuilder::begin(folder.path(), kToday).value();
  REQUIRE(builder.begin_list(dataset, std::nullopt));
  if (radius) REQUIRE(builder.set_radius(*radius));
  for (const std::string& line : lines) REQUIRE(builder.add(parse_list_row(line).value()));
  return builder.finish().value();
}

}  // namespace

TEST_CASE("generation: pictures are found with their lists and distances") {
  const TempFolder folder;
  const Imprint one = imprint_number(1);
  const Imprint two = imprint_number(2);
  build_generation(folder.path(), {{"faces", {line_of(two), line_of(one), line_of(one), "flickr\tphoto\t11"}},
                                   {"masks", {line_of(with_flipped_bits(one, 9)), line_of(two)}}});
  const auto live = live_in(folder);
  CHECK(near_in(*live, one) == Near{{"faces", 0}, {"masks", 9}});
  CHECK(near_in(*live, two) == Near{{"faces", 0}, {"masks", 0}});
  CHECK(near_in(*live, imprint_number(3)).empty());
  CHECK(list_named(*live, "faces").imprints == 2);
  CHECK(list_named(*live, "masks").imprints == 2);
  CHECK(list_named(*live, "masks").radius == kDefaultRadius);
  CHECK(holds_photo(*live, 11));
  CHECK(live->verify().has_value());
}

TEST_CASE("builder: an import of other lists keeps the pictures that are there") {
  const TempFolder folder;
  const Imprint one = imprint_number(1);
  const Imprint two = imprint_number(2);
  import_rows(folder, "faces", {line_of(one), line_of(two)}, 20);
  import_rows(folder, "plain", {"flickr\tphoto\t11"});
  CHECK(near_in(*live_in(folder), one) == Near{{"faces", 0}});
  import_rows(folder, "masks", {line_of(two), line_of(imprint_number(3))});
  const auto live = live_in(folder);
  CHECK(near_in(*live, one) == Near{{"faces", 0}});
  CHECK(near_in(*live, two) == Near{{"faces", 0}, {"masks", 0}});
  CHECK(list_named(*live, "faces").radius == 20);
  CHECK(list_named(*live, "masks").radius == kDefaultRadius);
  CHECK(holds_photo(*live, 11));
}

TEST_CASE("builder: a list's pictures and its keys are replaced each on its own") {
  const TempFolder folder;
  const Imprint one = imprint_number(1);
  const Imprint two = imprint_number(2);
  import_rows(folder, "faces", {line_of(one)}, 12);
  import_rows(folder, "faces", {"flickr\tphoto\t11"});
  CHECK(near_in(*live_in(folder), one) == Near{{"faces", 0}});
  CHECK(list_named(*live_in(folder), "faces").radius == 12);
  import_rows(folder, "faces", {line_of(two)});
  const auto live = live_in(folder);
  CHECK(near_in(*live, one).empty());
  CHECK(near_in(*live, two) == Near{{"faces", 0}});
  CHECK(list_named(*live, "faces").radius == kDefaultRadius);
  CHECK(holds_photo(*live, 11));
  import_rows(folder, "faces", {"flickr\tphoto\t12"});
  CHECK_FALSE(holds_photo(*live_in(folder), 11));
  CHECK(near_in(*live_in(folder), two) == Near{{"faces", 0}});
}

TEST_CASE("builder: the same pictures again change nothing; one more, or another radius, does") {
  const TempFolder folder;
  const ListLines lines = {line_of(imprint_number(1)), line_of(imprint_number(2))};
  const std::string first = import_rows(folder, "faces", lines).generation;
  const auto again = import_rows(folder, "faces", {lines[1], lines[0], lines[1]});
  CHECK_FALSE(again.changed);
  CHECK(again.generation == first);
  CHECK(import_rows(folder, "faces", lines, 30).changed);
  CHECK_FALSE(import_rows(folder, "faces", lines, 30).changed);
  CHECK(import_rows(folder, "faces", {lines[0]}, 30).changed);
}

TEST_CASE("builder: a radius is of the range in which a copy can be; a list needs a row") {
  const TempFolder folder;
  auto builder = GenerationBuilder::begin(folder.path(), kToday).value();
  REQUIRE(builder.begin_list("faces", std::nullopt));
  CHECK(builder.set_radius(-1).error().code == ErrorCode::bad_request);
  CHECK(builder.set_radius(kMaxRadius + 1).error().code == ErrorCode::bad_request);
  CHECK(builder.set_radius(kMaxRadius).has_value());
  CHECK(builder.finish().error().code == ErrorCode::bad_request);
}

TEST_CASE("damage: a list whose pictures cannot all be read is lost and named, others are kept") {
  const TempFolder folder;
  ListLines pictures;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) pictures.push_back(line_of(imprint_number(seed)));
  const std::string name = build_generation(folder.path(), {{"faces", pictures}, {"plain", {"flickr\tphoto\t11"}}});
  {
    // Pictures fill all but the first and last pages of such a file.
    const auto file = index_file(folder.path(), name);
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file) / 2)).put('\x55').put('\x55');
  }
  {
    auto builder = GenerationBuilder::begin(folder.path(), kToday).value();
    const auto damage = builder.damage();
    REQUIRE(damage.has_value());
    CHECK(damage->kept == std::vector<std::string>{"plain"});
    CHECK(damage->lost == std::vector<std::string>{"faces"});
    REQUIRE(builder.begin_list("new", std::nullopt));
    REQUIRE(builder.add(parse_list_row(pictures[7]).value()));
    REQUIRE(builder.finish().has_value());
  }
  const auto live = live_in(folder);
  CHECK(live->verify().has_value());
  CHECK(near_in(*live, imprint_number(7)) == Near{{"new", 0}});
  CHECK(near_in(*live, imprint_number(8)).empty());
  CHECK(holds_photo(*live, 11));
}

}  // namespace bycatch
