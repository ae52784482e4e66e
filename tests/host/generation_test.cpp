#include "generation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "built_generation.h"
#include "catalogue_writer.h"
#include "file_lock.h"
#include "generation_folder.h"
#include "sqlite_catalogue.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

using Shared = std::shared_ptr<const Generation>;

Shared open(const TempFolder& folder) {
  return Generation::open_live(folder.path()).value();
}

std::vector<std::string> generations(const TempFolder& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "generations")) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

// dataset -> count, of all lists that hold the identifier
std::map<std::string, std::uint64_t> listings(const Generation& generation, const Identifier& identifier) {
  const LocatedKey located = key_of(identifier).value();
  std::vector<Hit> hits;
  REQUIRE(generation.index().lookup(located.space, std::span(&located.key, 1), hits));
  std::map<std::string, std::uint64_t> found;
  for (const Hit& hit : hits) {
    CHECK(hit.key == 0);
    found[generation.index().lists()[hit.list].dataset] = hit.count;
  }
  return found;
}

Identifier photo(const std::string& id) {
  return {Platform::flickr, IdentifierKind::photo, id};
}
Identifier account(const std::string& id) {
  return {Platform::flickr, IdentifierKind::account, id};
}
Identifier tag(const std::string& id) {
  return {Platform::flickr, IdentifierKind::tag, id};
}

using Found = std::map<std::string, std::uint64_t>;
const std::chrono::sys_seconds kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22);

}  // namespace

TEST_CASE("generation: one from before there were hints has none") {
  const TempFolder folder;
  const auto file = folder.path() / "catalogue.sqlite";
  CatalogueSource source;
  source.hints = {{Platform::flickr, ".a"}};
  REQUIRE(write_catalogue(file, source).has_value());
  CHECK(SqliteCatalogue::open(file)->hints(Platform::flickr).value() == std::vector<std::string>{".a"});
  CHECK(SqliteCatalogue::open(file)->hints(Platform::instagram).value().empty());
  REQUIRE(SqliteDb::open_or_create(file)->run("INSERT INTO hints VALUES ('flickr', 'a:has(img)')").has_value());
  CHECK(SqliteCatalogue::open(file)->hints(Platform::flickr).error().code == ErrorCode::corrupt);
  REQUIRE(SqliteDb::open_or_create(file)->run("DROP TABLE hints").has_value());
  CHECK(SqliteCatalogue::open(file)->hints(Platform::flickr).value().empty());
}

TEST_CASE("generation: before the first there is none") {
  const TempFolder folder;
  CHECK(Generation::open_live(folder.path()).error().code == ErrorCode::no_index);
  CHECK(Generation::open_live(folder.path() / "missing").error().code == ErrorCode::no_index);
  CHECK(live_generation_name(folder.path()).value().empty());
}

TEST_CASE("generation: holds what was put in, and what every generation holds") {
  const TempFolder folder;
  const std::string name = build_generation(
      folder.path(), {{"faces",
                       {"flickr\tphoto\t11\t99999900001@N00\tone two", "flickr\tphoto\t12\t99999900001@N00\tone",
                        "flickr\tphoto\t12\t99999900001@N00\tone", "flickr\taccount\t99999900009@N00"}},
                      {"masks", {"flickr\tphoto\t12", "instagram\tmedia\t9100000000000000010"}}});
  const Shared live = open(folder);
  CHECK(live->name() == name);
  CHECK(live_generation_name(folder.path()).value() == name);
  CHECK((listings(*live, photo("11")) == Found{{"faces", 0}}));
  CHECK((listings(*live, photo("12")) == Found{{"faces", 0}, {"masks", 0}}));
  CHECK(listings(*live, photo("13")).empty());
  CHECK((listings(*live, account("99999900001@N00")) == Found{{"faces", 2}}));
  CHECK((listings(*live, account("99999900009@N00")) == Found{{"faces", 0}}));
  CHECK((listings(*live, tag("one")) == Found{{"faces", 2}}));
  CHECK((listings(*live, tag("two")) == Found{{"faces", 1}}));
  CHECK((listings(*live, photo("9999999999999")) == Found{{"bycatch-test", 0}}));
  CHECK((listings(*live, {Platform::instagram, IdentifierKind::asset,
                          "100000001_100000000000001_1000000000000000001"}) == Found{{"bycatch-test", 0}}));
  CHECK((listings(*live, tag("bycatchtest")) == Found{{"bycatch-test", 0}}));

  CHECK(live->catalogue().is_test("bycatch-test"));
  CHECK_FALSE(live->catalogue().is_test("faces"));
  const auto advisories = live->catalogue().advisories(Platform::instagram, "bycatchtest").value();
  REQUIRE(advisories.size() == 1);
  CHECK(advisories[0].level == Level::documented);
  const std::vector<std::string> ids = {"demo-mask-selfies", "unknown", "bycatch-test"};
  const auto cards = live->catalogue().cards(ids).value();
  REQUIRE(cards.size() == 2);
  CHECK(cards[0].id == "demo-mask-selfies");
  CHECK(cards[1].test == true);

  const auto packs = live->packs();
  REQUIRE(packs.size() == 1);
  CHECK(packs[0].lists == 2);
  CHECK(packs[0].records == 8);  // 2 photos, 2 accounts, 2 tags; 1 photo, 1 post
}

TEST_CASE("generation: lists say how many keys of each kind they hold, and their day") {
  const TempFolder folder;
  build_generation(folder.path(), {{"faces", {"flickr\tphoto\t11\t99999900001@N00", "flickr\tphoto\t12"}}});
  const Shared live = open(folder);
  const auto lists = live->index().lists();
  const auto faces = std::ranges::find(lists, "faces", &ListInfo::dataset);
  REQUIRE(faces != lists.end());
  CHECK(faces->date == "2026-01-31");
  CHECK(faces->records[static_cast<std::size_t>(KeySpace::flickr_photo)] == 2);
  CHECK(faces->records[static_cast<std::size_t>(KeySpace::flickr_account)] == 1);
  CHECK(faces->records[static_cast<std::size_t>(KeySpace::asset)] == 0);
}

TEST_CASE("generation: whoever holds the same lists sees the same root hash") {
  const auto root_of = [](const std::vector<std::string>& rows) {
    const TempFolder folder;
    build_generation(folder.path(), {{"faces", rows}});
    const auto packs = open(folder)->packs();
    REQUIRE(packs.size() == 1);
    return packs[0].root.value();
  };
  const std::string root = root_of({"flickr\tphoto\t11", "flickr\tphoto\t12"});
  CHECK(root.size() == 64);
  CHECK(root_of({"flickr\tphoto\t12", "flickr\tphoto\t11"}) == root);
  CHECK(root_of({"flickr\tphoto\t11", "flickr\tphoto\t13"}) != root);
}

TEST_CASE("builder: an import replaces its dataset whole and leaves the others") {
  const TempFolder folder;
  build_generation(folder.path(), {{"faces", {"flickr\tphoto\t11"}}, {"masks", {"flickr\tphoto\t12"}}});
  build_generation(folder.path(),
                   {{"faces", {"flickr\tphoto\t12", "flickr\tphoto\t13"}}, {"more", {"flickr\tphoto\t13"}}});
  const Shared live = open(folder);
  CHECK(live->index().lists().size() == 4);
  CHECK(listings(*live, photo("11")).empty());
  CHECK((listings(*live, photo("12")) == Found{{"faces", 0}, {"masks", 0}}));
  CHECK((listings(*live, photo("13")) == Found{{"faces", 0}, {"more", 0}}));
}

TEST_CASE("builder: the same list again changes nothing, in whatever order its rows come") {
  const TempFolder folder;
  const std::string first = build_generation(
      folder.path(), {{"faces", {"flickr\tphoto\t11\t99999900001@N00", "flickr\tphoto\t12\t99999900001@N00"}}});
  auto builder = GenerationBuilder::begin(folder.path(), kNow).value();
  REQUIRE(builder.begin_list("faces", std::nullopt));
  for (const char* line : {"flickr\tphoto\t12\t99999900001@N00", "flickr\tphoto\t11\t99999900001@N00",
                           "flickr\tphoto\t12\t99999900001@N00"}) {
    REQUIRE(builder.add(parse_list_row(line).value()));
  }
  const auto outcome = builder.finish().value();
  CHECK_FALSE(outcome.changed);
  CHECK(outcome.generation == first);
  CHECK(generations(folder) == std::vector{first});
}

TEST_CASE("builder: a new date, or another count, is a change") {
  const TempFolder folder;
  build_generation(folder.path(), {{"faces", {"flickr\tphoto\t11\t99999900001@N00"}}});
  const auto changed = [&](const std::optional<std::string>& date, const char* line) {
    auto builder = GenerationBuilder::begin(folder.path(), kNow).value();
    REQUIRE(builder.begin_list("faces", date));
    REQUIRE(builder.add(parse_list_row(line).value()));
    return builder.finish().value().changed;
  };
  CHECK_FALSE(changed("2026-01-31", "flickr\tphoto\t11\t99999900001@N00"));
  CHECK(changed("2026-02-01", "flickr\tphoto\t11\t99999900001@N00"));
  CHECK(changed(std::nullopt, "flickr\tphoto\t11"));
  CHECK(std::ranges::find(open(folder)->index().lists(), "faces", &ListInfo::dataset)->date == "2026-11-22");
}

TEST_CASE("builder: ids, dates and lists that are none are refused, and the live generation stays") {
  const TempFolder folder;
  const std::string live = build_generation(folder.path(), {{"faces", {"flickr\tphoto\t11"}}});
  auto builder = GenerationBuilder::begin(folder.path(), kNow).value();
  for (const std::string& id :
       std::vector<std::string>{"", "Faces", "../x", "bycatch-test", "a b", std::string(65, 'a')}) {
    CAPTURE(id);
    CHECK(builder.begin_list(id, std::nullopt).error().code == ErrorCode::bad_request);
  }
  for (const char* date : {"2026-11-24", "2026-02-30", "today", ""}) {
    CAPTURE(date);
    CHECK(builder.begin_list("masks", date).error().code == ErrorCode::bad_request);
  }
  REQUIRE(builder.begin_list("masks", std::nullopt));
  CHECK(builder.begin_list("masks", std::nullopt).error().code == ErrorCode::bad_request);
  CHECK(builder.finish().error().code == ErrorCode::bad_request);
  CHECK(open(folder)->name() == live);
  CHECK(generations(folder) == std::vector{live});
}

TEST_CASE("builder: a second one is told that the first is at work") {
  const TempFolder folder;
  const auto first = GenerationBuilder::begin(folder.path(), kNow);
  REQUIRE(first.has_value());
  CHECK(GenerationBuilder::begin(folder.path(), kNow).error().code == ErrorCode::busy);
}

TEST_CASE("builder: names rise even when the clock goes back") {
  const TempFolder folder;
  std::string before;
  for (const int year : {2026, 2020, 1999}) {
    const std::chrono::sys_seconds now = std::chrono::sys_days(std::chrono::year(year) / 1 / 1);
    auto builder = GenerationBuilder::begin(folder.path(), now).value();
    REQUIRE(builder.begin_list("y" + std::to_string(year), std::nullopt));
    REQUIRE(builder.add(parse_list_row("flickr\tphoto\t11").value()));
    const std::string name = builder.finish().value().generation;
    CHECK(is_generation_name(name));
    CHECK(name > before);
    before = name;
  }
}

TEST_CASE("builder: an old generation goes at the next build, unless it is being read") {
  const TempFolder folder;
  const std::string first = build_generation(folder.path(), {{"a", {"flickr\tphoto\t1"}}});
  Shared reader = open(folder);
  const std::string second = build_generation(folder.path(), {{"b", {"flickr\tphoto\t2"}}});
  const std::string third = build_generation(folder.path(), {{"c", {"flickr\tphoto\t3"}}});
  CHECK(generations(folder) == std::vector{first, second, third});  // `second` was live when that build began
  CHECK((listings(*reader, photo("1")) == Found{{"a", 0}}));
  reader.reset();
  const std::string fourth = build_generation(folder.path(), {{"d", {"flickr\tphoto\t4"}}});
  CHECK(generations(folder) == std::vector{third, fourth});
  CHECK(open(folder)->index().lists().size() == 5);
}

TEST_CASE("builder: what a broken-off build left is gone after the next") {
  const TempFolder folder;
  const std::string first = build_generation(folder.path(), {{"a", {"flickr\tphoto\t1"}}});
  const auto left = folder.path() / "generations";
  std::filesystem::create_directories(left / ".building");
  std::ofstream(left / ".building" / "imported.segment") << "half";
  std::filesystem::create_directories(left / ".removing" / "x");
  std::filesystem::create_directories(left / "00000009-20260101T000000Z");  // whole, perhaps, but never made live
  std::ofstream(folder.path() / "live.new") << "half";
  const std::string next = build_generation(folder.path(), {{"b", {"flickr\tphoto\t2"}}});
  CHECK(generations(folder) == std::vector{first, next});
  CHECK_FALSE(std::filesystem::exists(folder.path() / "live.new"));
}

TEST_CASE("builder: what is not ours in the folder stays") {
  const TempFolder folder;
  std::filesystem::create_directories(folder.path() / "generations" / "my notes");
  build_generation(folder.path(), {{"a", {"flickr\tphoto\t1"}}});
  build_generation(folder.path(), {{"b", {"flickr\tphoto\t1"}}});
  CHECK(std::filesystem::exists(folder.path() / "generations" / "my notes"));
}

TEST_CASE("generation: a folder whose name needs escaping") {
  const TempFolder folder;
  const auto odd = folder.path() / "100% #1? ü";
  build_generation(odd, {{"a", {"flickr\tphoto\t1"}}});
  CHECK((listings(*Generation::open_live(odd).value(), photo("1")) == Found{{"a", 0}}));
}

TEST_CASE("generation: batches give every hit its key's place") {
  const TempFolder folder;
  ListLines lines;
  for (int id = 2; id <= 20'000; id += 2) {
    lines.push_back("flickr\tphoto\t" + std::to_string(id));
  }
  build_generation(folder.path(), {{"even", lines}});
  const Shared live = open(folder);
  std::vector<Key> keys;
  for (std::uint64_t id = 1; id <= Index::kMaxBatchKeys; ++id) {
    keys.push_back({0, id});
  }
  std::vector<Hit> hits = {{7, 7, 7}};
  REQUIRE(live->index().lookup(KeySpace::flickr_photo, keys, hits));
  REQUIRE(hits.size() == 1 + Index::kMaxBatchKeys / 2);
  CHECK(hits[0].key == 7);
  for (std::size_t i = 1; i < hits.size(); ++i) {
    CHECK(keys[hits[i].key].low == i * 2);
  }
}

}  // namespace bycatch
