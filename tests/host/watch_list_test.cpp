#include "watch_list.h"

#include <doctest/doctest.h>

#include "state_db.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

const Identifier kWatchedTag{Platform::instagram, IdentifierKind::tag, "selfie"};
const Identifier kWatchedAccount{Platform::flickr, IdentifierKind::account, "99999900001@N00"};
constexpr auto kWatchedSince = "2026-11-26";

Identifier numbered_tag(std::size_t number) {
  return {Platform::flickr, IdentifierKind::tag, "t" + std::to_string(number)};
}

}  // namespace

TEST_CASE("watch list: what is added is there once, in order, until it is removed") {
  const TempFolder folder;
  {
    auto state = StateDb::open(folder.path()).value();
    REQUIRE(state.watch_list().add(kWatchedTag, kWatchedSince));
    REQUIRE(state.watch_list().add(kWatchedAccount, "2026-11-27"));
    REQUIRE(state.watch_list().add(kWatchedTag, "2026-12-01"));
  }
  auto state = StateDb::open(folder.path()).value();
  const std::vector<Watch> both = {{Platform::instagram, IdentifierKind::tag, "selfie", "2026-11-26"},
                                   {Platform::flickr, IdentifierKind::account, "99999900001@N00", "2026-11-27"}};
  CHECK((state.watch_list().page(0, 1000).value() == WatchPage{both, 0}));
  REQUIRE(state.watch_list().remove(kWatchedTag));
  CHECK(state.watch_list().remove(kWatchedTag).error().code == ErrorCode::not_found);
  CHECK((state.watch_list().page(0, 1000).value().watches == std::vector<Watch>{both[1]}));
}

TEST_CASE("watch list: what no list could hold is not watched") {
  const TempFolder folder;
  auto state = StateDb::open(folder.path()).value();
  const auto code = [&](Platform platform, IdentifierKind kind, const std::string& id) {
    const Status added = state.watch_list().add({platform, kind, id}, kWatchedSince);
    return added ? std::nullopt : std::optional(added.error().code);
  };
  CHECK(code(Platform::flickr, IdentifierKind::photo, "9000000000001") == ErrorCode::not_checkable);
  CHECK(code(Platform::instagram, IdentifierKind::account, "somebody") == ErrorCode::not_checkable);
  CHECK(code(Platform::flickr, IdentifierKind::account, "somebody") == ErrorCode::not_checkable);
  CHECK(code(Platform::flickr, IdentifierKind::tag, std::string(kMaxWatchBytes + 1, 'a')) == ErrorCode::too_large);
  CHECK(code(Platform::flickr, IdentifierKind::tag, std::string(kMaxWatchBytes, 'a')) == std::nullopt);
  CHECK(state.watch_list().add(kWatchedTag, "yesterday").error().code == ErrorCode::bad_request);
}

TEST_CASE("watch list: it is full at 256, and what is on it already is no more") {
  const TempFolder folder;
  auto state = StateDb::open(folder.path()).value();
  for (std::size_t at = 0; at < kMaxWatches; ++at) REQUIRE(state.watch_list().add(numbered_tag(at), kWatchedSince));
  CHECK(state.watch_list().add(kWatchedTag, kWatchedSince).error().code == ErrorCode::too_large);
  CHECK(state.watch_list().add(numbered_tag(7), kWatchedSince));
  REQUIRE(state.watch_list().remove(numbered_tag(0)));
  CHECK(state.watch_list().add(kWatchedTag, kWatchedSince));
}

TEST_CASE("watch list: pages of any size hold all of it once") {
  const TempFolder folder;
  auto state = StateDb::open(folder.path()).value();
  for (std::size_t at = 0; at < 50; ++at) REQUIRE(state.watch_list().add(numbered_tag(at), kWatchedSince));
  for (const std::size_t limit : {1U, 40U, 100U, 1000U, 100'000U}) {
    CAPTURE(limit);
    std::vector<Watch> all;
    std::int64_t next = 0;
    do {
      const WatchPage page = state.watch_list().page(next, limit).value();
      REQUIRE(!page.watches.empty());
      all.insert(all.end(), page.watches.begin(), page.watches.end());
      next = page.next;
    } while (next != 0 && all.size() <= 50);
    REQUIRE(all.size() == 50);
    for (std::size_t at = 0; at < 50; ++at) CHECK(all[at].id == "t" + std::to_string(at));
  }
}

TEST_CASE("watch list: what was seen takes the place of what was seen before, and goes with its watch") {
  const TempFolder folder;
  auto state = StateDb::open(folder.path()).value();
  CHECK(state.watch_list().seen(kWatchedTag).error().code == ErrorCode::not_found);
  REQUIRE(state.watch_list().add(kWatchedTag, kWatchedSince));
  CHECK(state.watch_list().seen(kWatchedTag).value() == WatchSeen{});
  const WatchSeen first{"g1", "2026-11-26", {{"megaface", 1}, {"pipa", 2}}};
  REQUIRE(state.watch_list().set_seen(kWatchedTag, first));
  CHECK(state.watch_list().seen(kWatchedTag).value() == first);
  const WatchSeen second{"g2", "2026-11-27", {{"pipa", 3}}};
  REQUIRE(state.watch_list().set_seen(kWatchedTag, second));
  CHECK(state.watch_list().seen(kWatchedTag).value() == second);
  REQUIRE(state.watch_list().remove(kWatchedTag));
  CHECK(state.watch_list().set_seen(kWatchedTag, first).error().code == ErrorCode::not_found);
  REQUIRE(state.watch_list().add(kWatchedTag, kWatchedSince));
  CHECK(state.watch_list().seen(kWatchedTag).value() == WatchSeen{});
}

TEST_CASE("watch list: what nobody could have seen is refused, and corrupt where it lies in the file") {
  const TempFolder folder;
  auto state = StateDb::open(folder.path()).value();
  REQUIRE(state.watch_list().add(kWatchedTag, kWatchedSince));
  for (const WatchSeen& wrong :
       {WatchSeen{"", "2026-11-26", {}}, WatchSeen{"g1", "soon", {}}, WatchSeen{"g1", "2026-11-26", {{"../x", 1}}},
        WatchSeen{"g1", "2026-11-26", {{"pipa", -1}}},
        WatchSeen{"g1", "2026-11-26", std::vector<ListCount>(25, {"pipa", 1})}}) {
    CHECK(state.watch_list().set_seen(kWatchedTag, wrong).error().code == ErrorCode::bad_request);
  }
  CHECK(state.watch_list().seen(kWatchedTag).value() == WatchSeen{});
  auto db = SqliteDb::open_or_create(folder.path() / "state.db").value();
  REQUIRE(db.run("INSERT INTO watch_counts SELECT number, '../x', 1 FROM watches"));
  CHECK(state.watch_list().seen(kWatchedTag).error().code == ErrorCode::corrupt);
}

TEST_CASE("watch list: a row that is none is corrupt, never left out") {
  const TempFolder folder;
  auto state = StateDb::open(folder.path()).value();
  REQUIRE(state.watch_list().add(kWatchedTag, kWatchedSince));
  auto db = SqliteDb::open_or_create(folder.path() / "state.db").value();
  for (const char* damage : {"platform = 'x'", "kind = 'photo'", "id = ''", "since = 'x'"}) {
    CAPTURE(damage);
    REQUIRE(db.run(("UPDATE watches SET " + std::string(damage)).c_str()));
    CHECK(state.watch_list().page(0, 1000).error().code == ErrorCode::corrupt);
    REQUIRE(db.run("UPDATE watches SET platform = 'instagram', kind = 'tag', id = 'selfie', since = '2026-11-26'"));
    CHECK(state.watch_list().page(0, 1000));
  }
}

}  // namespace bycatch
