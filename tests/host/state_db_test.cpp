#include "state_db.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

#include "temp_folder.h"

namespace bycatch {

TEST_CASE("state: counts add up by site and day, and are there again after reopening") {
  const TempFolder folder;
  {
    auto state = StateDb::open(folder.path()).value();
    REQUIRE(state.add_count(Platform::flickr, 10, 9, "2026-11-20"));
    REQUIRE(state.add_count(Platform::flickr, 5, 5, "2026-11-20"));
    REQUIRE(state.add_count(Platform::instagram, 31, 2, "2026-11-22"));
  }
  const auto state = StateDb::open(folder.path()).value();
  CHECK((state.site_health("2026-11-01").value() ==
         std::vector<SiteHealth>{{Platform::flickr, 15, 14}, {Platform::instagram, 31, 2}}));
  CHECK((state.site_health("2026-11-21").value() == std::vector<SiteHealth>{{Platform::instagram, 31, 2}}));
  CHECK(state.site_health("2026-11-23").value().empty());
}

TEST_CASE("state: days more than 90 days back are forgotten") {
  const TempFolder folder;
  auto state = StateDb::open(folder.path()).value();
  REQUIRE(state.add_count(Platform::flickr, 1, 1, "2026-01-01"));
  REQUIRE(state.add_count(Platform::flickr, 1, 1, "2026-04-01"));
  CHECK(state.site_health("2025-01-01").value()[0].seen == 2);
  REQUIRE(state.add_count(Platform::flickr, 1, 1, "2026-04-02"));
  CHECK(state.site_health("2025-01-01").value()[0].seen == 2);
  REQUIRE(state.add_count(Platform::flickr, 1, 1, "2026-04-08", std::chrono::days(6)));
  CHECK(state.site_health("2025-01-01").value()[0].seen == 2);
}

TEST_CASE("state: the file is its user's alone") {
  const TempFolder folder;
  auto state = StateDb::open(folder.path() / "new" / "folder").value();
  REQUIRE(state.add_count(Platform::flickr, 1, 1, "2026-01-01"));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "new" / "folder")) {
    CAPTURE(entry.path().string());
    struct stat about{};
    REQUIRE(::stat(entry.path().c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
  }
}

TEST_CASE("state: what is no count is refused") {
  const TempFolder folder;
  auto state = StateDb::open(folder.path()).value();
  for (const char* day : {"", "2026-13-01", "2026-02-30", "2026-1-1", "yesterday", "2026-01-01 "}) {
    CAPTURE(day);
    CHECK(state.add_count(Platform::flickr, 1, 1, day).error().code == ErrorCode::bad_request);
    CHECK(state.site_health(day).error().code == ErrorCode::bad_request);
  }
  CHECK(state.add_count(Platform::flickr, -1, 0, "2026-01-01").error().code == ErrorCode::bad_request);
}

TEST_CASE("state: two writers wait for each other") {
  const TempFolder folder;
  auto one = StateDb::open(folder.path()).value();
  auto other = StateDb::open(folder.path()).value();
  for (int i = 0; i < 20; ++i) {
    REQUIRE((i % 2 == 0 ? one : other).add_count(Platform::flickr, 1, 1, "2026-01-01"));
  }
  CHECK(one.site_health("2026-01-01").value()[0].seen == 20);
}

TEST_CASE("state: what the first version wrote is there after the schema was brought up to date") {
  const TempFolder folder;
  {
    auto db = SqliteDb::open_or_create(folder.path() / "state.db").value();
    REQUIRE(
        db.run("CREATE TABLE site_counts (day TEXT NOT NULL, platform TEXT NOT NULL, seen INTEGER NOT NULL, "
               "identified INTEGER NOT NULL, PRIMARY KEY (day, platform)) WITHOUT ROWID;"
               "INSERT INTO site_counts VALUES ('2026-11-20', 'flickr', 31, 2);"
               "PRAGMA user_version = 1"));
  }
  for (int round = 0; round < 2; ++round) {
    auto state = StateDb::open(folder.path()).value();
    CHECK((state.site_health("2026-11-01").value() == std::vector<SiteHealth>{{Platform::flickr, 31, 2}}));
    CHECK(state.watch_list().page(0, 1000).value().watches.size() == static_cast<std::size_t>(round));
    REQUIRE(state.watch_list().add({Platform::flickr, IdentifierKind::tag, "face"}, "2026-11-26"));
  }
}

TEST_CASE("state: a damaged file is corrupt, a newer program's unsupported") {
  const TempFolder folder;
  std::ofstream(folder.path() / "state.db") << "this is no database, however long one looks at it";
  CHECK(StateDb::open(folder.path()).error().code == ErrorCode::corrupt);

  const TempFolder newer;
  {
    REQUIRE(StateDb::open(newer.path()));
  }
  {
    auto db = SqliteDb::open_or_create(newer.path() / "state.db").value();
    REQUIRE(db.run("PRAGMA user_version = 1000"));
  }
  CHECK(StateDb::open(newer.path()).error().code == ErrorCode::unsupported);
}

}  // namespace bycatch
