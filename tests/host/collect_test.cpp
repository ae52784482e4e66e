// A collector on its two stores: what is taken is kept once, and what is shown tells of nobody.
#include <doctest/doctest.h>

#include <functional>
#include <iostream>

#include "collect_service.h"
#include "event_report.h"
#include "fleet_page.h"
#include "postgres_server.h"
#include "utc_date.h"

namespace bycatch {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr sys_days kToday = std::chrono::year(2026) / 11 / 27;
const CollectService::Time kStart{};
const CollectRules kRules{.fleet_token = "fleet-token-made-up", .admin_token = "admin-token-made-up"};
// "admin:admin-token-made-up"
constexpr std::string_view kAdmin = "Basic YWRtaW46YWRtaW4tdG9rZW4tbWFkZS11cA==";

EventReport report_of(std::vector<EventDay> counted, std::optional<std::int64_t> age = 2) {
  return {new_report_number(), "0.1.0", age, std::move(counted)};
}

EventDay day(const std::string& name, const EventSums& sums, bool is_new = true) {
  return {name, is_new, sums};
}

const EventSums kSome{.checked = 12, .listed = 3, .warned = 2, .posted_anyway = 10, .blocked = 1};

// Each store that is there, empty.
void with_stores(const std::function<void(std::unique_ptr<CountStore>)>& test) {
  SUBCASE("SQLite") {
    const TempFolder folder;
    test(std::move(open_sqlite_counts(folder.path() / "counts.db").value()));
  }
  SUBCASE("PostgreSQL") {
    if (!PostgresServer::programs()) {
      std::cout << "skipped: no PostgreSQL server is installed\n";
      return;
    }
    const PostgresServer server;
    test(std::move(open_postgres_counts(server.words()).value()));
  }
}

CollectAnswer post(CollectService& service, const std::string& body,
                   std::string_view token = "Bearer fleet-token-made-up", CollectService::Time now = kStart) {
  return service.answer({.method = "POST", .target = "/counts", .authorization = token, .body = body}, kToday, now);
}

CollectAnswer get(CollectService& service, std::string_view target, std::string_view login = kAdmin) {
  return service.answer({.method = "GET", .target = target, .authorization = login, .body = {}}, kToday, kStart);
}

}  // namespace

TEST_CASE("event report: what is written is read, and what nobody writes is refused") {
  const EventReport report = report_of({day("2026-11-26", kSome), day("2026-11-27", {}, true)}, std::nullopt);
  const std::string text = event_report_text(report);
  CHECK(parse_event_report(text, kToday) == report);
  const auto code_of = [](const std::string& body) { return parse_event_report(body, kToday).error().code; };
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string other = text;
    other.replace(other.find(from), from.size(), to);
    return other;
  };
  CHECK(code_of(changed("\"format\":1", "\"format\":2")) == ErrorCode::unsupported);
  CHECK(code_of(std::string(2000, ' ') + text) == ErrorCode::too_large);
  for (const std::string& body :
       {std::string(), std::string("[]"), changed("\"checked\":12", "\"checked\":-1"),
        changed("\"checked\":12", "\"checked\":1000001"), changed("\"checked\":12", "\"checked\":1.5"),
        changed("\"checked\":12", "\"account\":12"), changed("\"present\":1", "\"present\":2"),
        changed("2026-11-26", "2026-11-27"), changed("2026-11-26", "2026-11-10"), changed("2026-11-26", "2026-12-30"),
        changed("2026-11-26", "yesterday"), changed("0.1.0", "0.1.0-of-somebody"),
        changed(report.number, report.number.substr(1)), changed("\"version\"", "\"machine\"")}) {
    CAPTURE(body);
    CHECK(code_of(body) == ErrorCode::bad_format);
  }
}

TEST_CASE("collector: sums by day, each report once, and its number is not kept") {
  with_stores([](std::unique_ptr<CountStore> store) {
    const EventReport first = report_of({day("2026-11-25", kSome), day("2026-11-26", kSome)});
    CHECK(store->take(first, kToday).value());
    CHECK_FALSE(store->take(first, kToday).value());
    CHECK_FALSE(store->take(first, kToday + days(9)).value());
    CHECK(store->take(report_of({day("2026-11-26", {1, 0, 0, 0, 0}, false)}, std::nullopt), kToday).value());
    const Fleet fleet = store->fleet(kToday - days(90), kToday).value();
    const EventSums more{.checked = 13, .listed = 3, .warned = 2, .posted_anyway = 10, .blocked = 1};
    CHECK(fleet.days == std::vector<FleetDay>{{"2026-11-25", 1, kSome}, {"2026-11-26", 1, more}});
    CHECK(fleet.shares == std::vector<FleetShare>{{"age", "2-7", 1}, {"version", "0.1.0", 1}});
    CHECK(store->fleet(kToday - days(1), kToday)->days.size() == 1);
  });
}

TEST_CASE("collector: what was answered by 204 is there when it was killed") {
  const TempFolder folder;
  const auto file = folder.path() / "counts.db";
  const EventReport report = report_of({day("2026-11-26", kSome)});
  {
    auto store = open_sqlite_counts(file).value();
    CHECK(store->take(report, kToday).value());
    // As it is while it runs: with its journal beside it.
    std::filesystem::copy(folder.path(), folder.path() / "killed");
  }
  auto again = open_sqlite_counts(folder.path() / "killed" / "counts.db").value();
  CHECK_FALSE(again->take(report, kToday).value());
  CHECK(again->fleet(kToday - days(90), kToday)->days.size() == 1);
}

TEST_CASE("collector: a server that went away and came back is asked anew") {
  if (!PostgresServer::programs()) {
    std::cout << "skipped: no PostgreSQL server is installed\n";
    return;
  }
  PostgresServer server;
  auto store = open_postgres_counts(server.words()).value();
  const EventReport report = report_of({day("2026-11-26", kSome)});
  CHECK(store->take(report, kToday).value());
  server.kill();
  CHECK(store->take(report_of({day("2026-11-26", kSome)}), kToday).error().code == ErrorCode::offline);
  server.start();
  CHECK_FALSE(store->take(report, kToday).value());
  CHECK(store->fleet(kToday - days(90), kToday)->days.front().machines == 1);
}

TEST_CASE("collector: who has no token is told so, and who guesses is slowed down") {
  const TempFolder folder;
  CollectService service(open_sqlite_counts(folder.path() / "counts.db").value(), kRules, kStart);
  const std::string body = event_report_text(report_of({day("2026-11-26", kSome)}));
  CHECK(post(service, body, "Bearer another").status == 401);
  CHECK(post(service, body, "").status == 401);
  CHECK(post(service, body, kAdmin).status == 401);
  CHECK(get(service, "/", "Bearer fleet-token-made-up").status == 401);
  CHECK(get(service, "/counts.csv", "").status == 401);
  int refused = 0;
  for (int guess = 0; guess < 50; ++guess) refused += post(service, body, "Bearer another").status == 429 ? 1 : 0;
  CHECK(refused == 45);
  CHECK(post(service, body).status == 204);
  CHECK(post(service, body).status == 409);
  CHECK(get(service, "/elsewhere").status == 404);
  CHECK(get(service, "/counts").status == 405);
}

TEST_CASE("collector: garbage is named and kept nowhere, and a flood is told to come again later") {
  const TempFolder folder;
  CollectRules rules = kRules;
  rules.reports_a_second = 10;
  CollectService service(open_sqlite_counts(folder.path() / "counts.db").value(), rules, kStart);
  CHECK(post(service, "{").status == 400);
  CHECK(post(service, std::string(5000, 'x')).status == 413);
  int taken = 0;
  for (int at = 0; at < 100; ++at) {
    taken += post(service, event_report_text(report_of({day("2026-11-26", kSome)}))).status == 204 ? 1 : 0;
  }
  CHECK(taken == 18);
  const auto later = kStart + std::chrono::seconds(60);
  CHECK(post(service, event_report_text(report_of({day("2026-11-26", kSome)})), "Bearer fleet-token-made-up", later)
            .status == 204);
}

TEST_CASE("collector: fewer than ten machines are not broken down, on the page as in the table") {
  const TempFolder folder;
  CollectService service(open_sqlite_counts(folder.path() / "counts.db").value(), kRules, kStart);
  const auto machines = [&](const std::string& name, int number, std::int64_t age) {
    for (int at = 0; at < number; ++at) {
      CHECK(post(service, event_report_text(report_of({day(name, {7, 1, 0, 0, 0})}, age))).status == 204);
    }
  };
  machines("2026-11-25", 9, 1);
  machines("2026-11-26", 12, 1);
  machines("2026-11-26", 4, 60);
  CHECK(get(service, "/counts.csv").body ==
        "day,machines,checked,listed,warned,posted_anyway,blocked\n2026-11-25,<10,,,,,\n2026-11-26,16,112,16,0,0,0\n");
  const std::string page = get(service, "/").body;
  CHECK(page.find("fewer than 10 machines") != std::string::npos);
  CHECK(page.find("<td>63</td>") == std::string::npos);
  // Four of sixteen would be known from the twelve.
  CHECK(page.find("others</th><td>16</td>") != std::string::npos);
  CHECK(page.find("0-1") == std::string::npos);
  machines("2026-11-26", 11, 5);
  const std::string larger = get(service, "/").body;
  CHECK(larger.find("<th scope=\"row\">0-1</th><td>12</td>") != std::string::npos);
  CHECK(larger.find("others</th><td>15</td>") != std::string::npos);
}

}  // namespace bycatch
