#include "event_counts.h"

#include <doctest/doctest.h>

#include "state_db.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

std::string written(std::span<const EventDay> days) {
  return event_days_text(days);
}

EventSums posted(std::int64_t number) {
  return {.checked = 0, .listed = 0, .warned = 0, .posted_anyway = number, .blocked = 0};
}

}  // namespace

TEST_CASE("event counts: sums of a day are reported once, and that there was a day but once") {
  const TempFolder home;
  StateDb state = *StateDb::open(home.path());
  EventCounts counts = state.event_counts();
  CHECK(counts.begin(written)->has_value() == false);
  REQUIRE(counts.add({.checked = 12, .listed = 3, .warned = 1, .posted_anyway = 0, .blocked = 2}, "2026-11-26"));
  REQUIRE(counts.add({.checked = 8, .listed = 0, .warned = 0, .posted_anyway = 0, .blocked = 0}, "2026-11-26"));
  CHECK(event_days_text(*counts.waiting()) ==
        R"([{"day":"2026-11-26","present":1,"checked":20,"listed":3,"warned":1,"blocked":2}])");
  CHECK(**counts.begin(written) == event_days_text(std::vector<EventDay>{{"2026-11-26", true, {20, 3, 1, 0, 2}}}));
  REQUIRE(counts.finish(1'790'000'000));
  CHECK(counts.last()->at == 1'790'000'000);
  CHECK(counts.begin(written)->has_value() == false);
  REQUIRE(counts.add({.checked = 1, .listed = 0, .warned = 0, .posted_anyway = 0, .blocked = 0}, "2026-11-26"));
  CHECK(**counts.begin(written) == R"([{"day":"2026-11-26","checked":1}])");
}

TEST_CASE("event counts: a report that was not taken is sent again word for word, whatever was counted since") {
  const TempFolder home;
  StateDb state = *StateDb::open(home.path());
  EventCounts counts = state.event_counts();
  REQUIRE(counts.add({.checked = 1, .listed = 0, .warned = 0, .posted_anyway = 0, .blocked = 0}, "2026-11-26"));
  const std::string first = **counts.begin([](auto) { return "first"; });
  REQUIRE(counts.add({.checked = 2, .listed = 0, .warned = 0, .posted_anyway = 0, .blocked = 0}, "2026-11-26"));
  CHECK(**counts.begin([](auto) { return "second"; }) == first);
  REQUIRE(counts.finish(1));
  CHECK(counts.last()->body == "first");
  CHECK(**counts.begin(written) == R"([{"day":"2026-11-26","checked":2}])");
}

TEST_CASE("event counts: `posted anyway` is told in sums of ten or more, without the day of each") {
  const TempFolder home;
  StateDb state = *StateDb::open(home.path());
  EventCounts counts = state.event_counts();
  REQUIRE(counts.add(posted(4), "2026-11-24"));
  REQUIRE(counts.add(posted(5), "2026-11-25"));
  CHECK(**counts.begin(written) == R"([{"day":"2026-11-24","present":1},{"day":"2026-11-25","present":1}])");
  REQUIRE(counts.finish(1));
  CHECK(counts.waiting()->empty());
  REQUIRE(counts.add(posted(1), "2026-11-26"));
  CHECK(**counts.begin(written) == R"([{"day":"2026-11-26","present":1,"posted_anyway":10}])");
  REQUIRE(counts.finish(2));
  CHECK(counts.begin(written)->has_value() == false);
}

TEST_CASE("event counts: what cannot be sent is bounded, and the longest report fits") {
  const TempFolder home;
  StateDb state = *StateDb::open(home.path());
  EventCounts counts = state.event_counts();
  const EventSums most{kMaxEventSum, kMaxEventSum, kMaxEventSum, kMaxEventSum, kMaxEventSum};
  for (int day = 10; day < 30; ++day) {
    REQUIRE(counts.add(most, "2026-11-" + std::to_string(day)));
    REQUIRE(counts.add(most, "2026-11-" + std::to_string(day)));
  }
  const auto days = counts.waiting();
  CHECK(days->size() == kEventDays);
  CHECK(days->front().day == "2026-11-20");
  CHECK(event_days_text(*days).size() <= kMaxEventText - 160);
  CHECK(counts.add(posted(-1), "2026-11-26").error().code == ErrorCode::bad_request);
  CHECK(counts.add(posted(kMaxEventSum + 1), "2026-11-26").error().code == ErrorCode::bad_request);
  CHECK(counts.add(posted(1), "today").error().code == ErrorCode::bad_request);
}

}  // namespace bycatch
