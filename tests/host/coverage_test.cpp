// How much a negative answer is worth.
#include <doctest/doctest.h>

#include "lookup.h"
#include "media_year.h"
#include "memory_generation.h"

namespace bycatch {
namespace {

constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 1);

const Identifier kFlickrPhoto{Platform::flickr, IdentifierKind::photo, "9000000009999"};
const Identifier kAsset{Platform::instagram, IdentifierKind::asset, "100000021_100000000000021_1000000000000000021"};
const Identifier kAddress{Platform::web, IdentifierKind::url, "https://example.org/a.jpg"};

Identifier media(const std::string& id) {
  return {Platform::instagram, IdentifierKind::media, id};
}

// The first id of that moment.
Identifier media_of(std::chrono::year year) {
  const auto age =
      std::chrono::sys_days(year / 1 / 2) - std::chrono::sys_time(std::chrono::milliseconds(1'314'220'021'721));
  return media(std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(age).count() << 23));
}

Card card(const std::string& id, std::vector<Platform> platforms, std::optional<std::int64_t> year,
          std::optional<std::int64_t> collected_to) {
  Card out;
  out.id = id;
  out.platforms = std::move(platforms);
  out.year = year;
  out.collected_to = collected_to;
  return out;
}

std::shared_ptr<MemoryGeneration> lists() {
  auto out = std::make_shared<MemoryGeneration>();
  out->index_.lists_ = {{"to-2014", "2026-01-01", {}}, {"masks-2020", "2026-01-01", {}}, {"no-card", "2026-01-01", {}}};
  out->catalogue_.cards_ = {card("to-2014", {Platform::flickr, Platform::instagram}, 2016, 2014),
                            card("masks-2020", {Platform::instagram, Platform::web}, 2020, {})};
  for (std::uint32_t list = 0; list < 3; ++list) {
    out->index_.add(list, media("1"));
    out->index_.add(list, {Platform::flickr, IdentifierKind::photo, "1"});
    out->index_.add(list, {Platform::web, IdentifierKind::url, "https://example.org/b.jpg"});
  }
  return out;
}

Coverage coverage(const std::vector<Identifier>& identifiers) {
  const auto answers = look_up({lists(), {}}, {{"p", identifiers}});
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].state == State::checked);
  CHECK(answers[0].coverage.lists == 3);
  return answers[0].coverage;
}

}  // namespace

TEST_CASE("coverage: a list counts when its dataset took photos from the platform") {
  CHECK(coverage({kFlickrPhoto}).could_hold == 2);  // not masks-2020
  CHECK(coverage({kAddress}).could_hold == 2);      // not to-2014
  CHECK(coverage({kAsset}).could_hold == 0);        // none is keyed so
}

TEST_CASE("coverage: a list counts when collecting ended no sooner than the photo was posted") {
  for (const auto& [year, holders] : {std::pair{2012, 3}, {2014, 3}, {2015, 2}, {2020, 2}, {2021, 1}}) {
    CAPTURE(year);
    const auto told = coverage({media_of(std::chrono::year(year))});
    CHECK(told.year == year);
    CHECK(told.could_hold == holders);
  }
}

TEST_CASE("coverage: without a date every year is possible, and none is told") {
  CHECK_FALSE(coverage({kFlickrPhoto}).year.has_value());
  CHECK(coverage({media("7")}).could_hold == 3);
}

TEST_CASE("coverage: a photo with a name of its own is not looked for by its address") {
  CHECK(coverage({kAsset, kAddress}).could_hold == 0);
}

TEST_CASE("coverage: a list that has the photo could hold it, whatever its card says") {
  auto generation = lists();
  const Identifier late = media_of(std::chrono::year(2021));
  generation->index_.add(0, late);
  const auto answers = look_up({generation, {}}, {{"p", {late}}});
  CHECK(answers.at(0).listings.size() == 1);
  CHECK(answers.at(0).coverage.could_hold == 2);
}

TEST_CASE("media year: told by ids that bear time, and by no other") {
  CHECK(media_year(media_of(std::chrono::year(2019)), kNow) == 2019);
  CHECK(media_year(media("2199023255552000000"), kNow) == 2019);
  for (const char* id : {"7", "123456789", "9100000000000000010", "18446744073709551616", "x", ""}) {
    CAPTURE(id);
    CHECK_FALSE(media_year(media(id), kNow).has_value());
  }
  CHECK_FALSE(media_year(kFlickrPhoto, kNow).has_value());
}

}  // namespace bycatch
