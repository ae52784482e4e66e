#include "request_list.h"

#include <doctest/doctest.h>

#include "state_db.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

constexpr auto kFirstDay = "2026-11-25";

// Over a data folder of its own.
struct RequestsOf {
  TempFolder folder;
  StateDb state = StateDb::open(folder.path()).value();

  std::vector<RemovalRequest> all() { return state.request_list().page(0, kMaxRequests).value().requests; }
  Result<RemovalRequest> add() { return state.request_list().add("ffhq", Letter::plain, kFirstDay); }
};

const RemovalRequest kKeptRequest{7, "ffhq", Letter::ccpa, RequestState::sent, "2026-10-01", "2026-10-02", "2026-10-02",
                                  {}};

}  // namespace

TEST_CASE("request list: drafted, sent, answered; drafted again takes back that it was sent") {
  RequestsOf person;
  const auto drafted = person.add().value();
  CHECK((drafted == RemovalRequest{1, "ffhq", Letter::plain, RequestState::drafted, kFirstDay, {}, kFirstDay, {}}));
  const auto mark = [&](RequestState state, const char* day) {
    return person.state.request_list().mark(1, state, day).value();
  };
  CHECK(mark(RequestState::sent, "2026-11-26").sent == "2026-11-26");
  const auto answered = mark(RequestState::answered, "2026-12-01");
  CHECK(answered.sent == "2026-11-26");
  CHECK(answered.changed == "2026-12-01");
  CHECK(person.all() == std::vector{answered});
  CHECK(!mark(RequestState::drafted, "2026-12-02").sent);
  CHECK(person.state.request_list().mark(7, RequestState::done, kFirstDay).error().code == ErrorCode::not_found);
}

TEST_CASE("request list: what is no request is refused") {
  RequestsOf person;
  for (const char* dataset : {"", "../x", "A", "-a", "a b"}) {
    CAPTURE(dataset);
    CHECK(person.state.request_list().add(dataset, Letter::plain, kFirstDay).error().code == ErrorCode::bad_request);
  }
  CHECK(person.state.request_list().add("ffhq", Letter::plain, "2026-02-30").error().code == ErrorCode::bad_request);
  REQUIRE(person.add());
  CHECK(person.state.request_list().mark(1, RequestState::done, "soon").error().code == ErrorCode::bad_request);
}

TEST_CASE("request list: the oldest that is done makes room, and none that is open") {
  RequestsOf person;
  for (std::size_t at = 0; at < kMaxRequests; ++at) REQUIRE(person.add());
  CHECK(person.add().error().code == ErrorCode::too_large);
  CHECK(person.state.request_list().keep(kKeptRequest).error().code == ErrorCode::too_large);
  REQUIRE(person.state.request_list().mark(9, RequestState::done, kFirstDay));
  REQUIRE(person.state.request_list().mark(5, RequestState::done, kFirstDay));
  CHECK(person.add().value().number == 257);
  const auto all = person.all();
  CHECK(all.size() == kMaxRequests);
  CHECK(std::ranges::find(all, 5, &RemovalRequest::number) == all.end());
  CHECK(std::ranges::find(all, 9, &RemovalRequest::number) != all.end());
}

TEST_CASE("request list: what was kept elsewhere is taken over once, whatever became of it since") {
  RequestsOf person;
  REQUIRE(person.add());
  REQUIRE(person.state.request_list().keep(kKeptRequest));
  REQUIRE(person.all().size() == 2);
  RemovalRequest taken = kKeptRequest;
  taken.number = 2;
  CHECK(person.all()[1] == taken);
  REQUIRE(person.state.request_list().mark(2, RequestState::answered, "2026-11-30"));
  REQUIRE(person.state.request_list().keep(kKeptRequest));
  CHECK(person.all().size() == 2);
  CHECK(person.all()[1].state == RequestState::answered);
  RemovalRequest other = kKeptRequest;
  other.number = 8;
  REQUIRE(person.state.request_list().keep(other));
  CHECK(person.all().size() == 3);
  other.sent = "soon";
  CHECK(person.state.request_list().keep(other).error().code == ErrorCode::bad_request);
}

TEST_CASE("request list: pages hold all of it once") {
  RequestsOf person;
  for (int at = 0; at < 30; ++at) REQUIRE(person.add());
  std::int64_t next = 0;
  std::int64_t seen = 0;
  do {
    const RequestPage page = person.state.request_list().page(next, 7).value();
    for (const RemovalRequest& request : page.requests) CHECK(request.number == ++seen);
    next = page.next;
  } while (next != 0 && seen <= 30);
  CHECK(seen == 30);
}

TEST_CASE("request list: a row that is none is corrupt, never left out") {
  RequestsOf person;
  REQUIRE(person.add());
  auto db = SqliteDb::open_or_create(person.folder.path() / "state.db").value();
  for (const char* damage : {"dataset = '../x'", "letter = 'x'", "state = 'lost'", "created = ''", "sent = 'soon'"}) {
    CAPTURE(damage);
    REQUIRE(db.run(("UPDATE removal_requests SET " + std::string(damage)).c_str()));
    CHECK(person.state.request_list().page(0, 9).error().code == ErrorCode::corrupt);
    CHECK(person.state.request_list().mark(1, RequestState::done, kFirstDay).error().code == ErrorCode::corrupt);
    REQUIRE(
        db.run("UPDATE removal_requests SET dataset = 'ffhq', letter = 'plain', state = 'drafted', "
               "created = '2026-11-25', sent = ''"));
  }
  CHECK(person.add());
}

}  // namespace bycatch
