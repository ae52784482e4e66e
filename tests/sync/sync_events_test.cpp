// What `bycatch sync` tells an organisation that has set that it is told.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "command_run.h"
#include "event_report.h"
#include "event_sender.h"
#include "scripted_server.h"
#include "state_db.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

struct EventBench {
  TempFolder home;
  ScriptedServer server;
  int status = 200;

  EventBench() {
    server.play([this](const Asked&) { return ServerAnswer{.status = status, .body = std::string(100'000, 'x')}; });
    std::ofstream(home.path() / "token") << "made-up-token\n";
    set(server.url() + "counts");
  }
  void set(const std::string& address) const {
    std::ofstream(home.path() / "policy.json")
        << nlohmann::json{{"events", address}, {"eventsToken", home.path() / "token"}}.dump();
  }
  void add(const EventSums& sums) const {
    StateDb state = *StateDb::open(home.path());
    REQUIRE(state.event_counts().add(sums, today()));
  }
  [[nodiscard]] static std::string today() { return "2026-11-26"; }
  // What it said of it: there is no feed, and that is no hindrance.
  [[nodiscard]] std::string sync() const {
    const CommandRun::Options options{
        .input = {}, .max_file_bytes = {}, .environment = {{"BYCATCH_POLICY", home.path() / "policy.json"}}};
    return CommandRun(BYCATCH_BINARY, home.path(), {"sync"}, options).wait().err;
  }
};

const EventSums kSome{.checked = 12, .listed = 3, .warned = 1, .posted_anyway = 2, .blocked = 1};

}  // namespace

TEST_CASE("sync events: one report of what waits, with the token and without a name of anybody") {
  const EventBench bench;
  CHECK(bench.sync().find("not reported") == std::string::npos);
  CHECK(bench.server.asked().empty());
  bench.add(kSome);
  CHECK(bench.sync().find("not reported") == std::string::npos);
  CHECK(bench.sync().find("not reported") == std::string::npos);
  const auto asked = bench.server.asked();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].head.starts_with("POST /counts HTTP/1.1\r\n"));
  CHECK(asked[0].header("Authorization") == "Bearer made-up-token");
  CHECK(asked[0].header("User-Agent") == "bycatch");
  auto report = nlohmann::json::parse(asked[0].body);
  CHECK(report["report"].get<std::string>().size() == 32);
  report.erase("report");
  CHECK(report == nlohmann::json{{"format", 1},
                                 {"version", BYCATCH_VERSION},
                                 {"days",
                                  {{{"day", EventBench::today()},
                                    {"present", 1},
                                    {"checked", 12},
                                    {"listed", 3},
                                    {"warned", 1},
                                    {"blocked", 1}}}}});
  CHECK(StateDb::open(bench.home.path())->event_counts().last()->body == asked[0].body);
}

TEST_CASE("sync events: what was not taken comes again word for word; what the other end has already does not") {
  EventBench bench;
  bench.add(kSome);
  bench.status = 500;
  CHECK(bench.sync().find("http_status") != std::string::npos);
  bench.status = 401;
  bench.add(kSome);
  CHECK(bench.sync().find("permission") != std::string::npos);
  bench.status = 409;
  CHECK(bench.sync().find("not reported") == std::string::npos);
  const auto asked = bench.server.asked();
  REQUIRE(asked.size() == 3);
  CHECK(asked[0].body == asked[1].body);
  CHECK(asked[1].body == asked[2].body);
  bench.status = 204;
  CHECK(bench.sync().find("not reported") == std::string::npos);
  const auto next = nlohmann::json::parse(bench.server.asked().back().body);
  CHECK(next["days"][0]["checked"] == 12);
  CHECK_FALSE(next["days"][0].contains("present"));
}

TEST_CASE("sync events: what the other end will never take is dropped and said, and the next goes") {
  EventBench bench;
  bench.add(kSome);
  bench.status = 400;
  CHECK(bench.sync().find("bad_format") != std::string::npos);
  bench.status = 204;
  CHECK(bench.sync().find("not reported") == std::string::npos);
  CHECK(bench.server.asked().size() == 1);
  bench.add(kSome);
  CHECK(bench.sync().find("not reported") == std::string::npos);
  CHECK(bench.server.asked().size() == 2);
}

TEST_CASE("sync events: syslog gets one counted message without a name of the machine") {
  const EventBench bench;
  bench.set("syslog://127.0.0.1:" + std::to_string(bench.server.port()));
  bench.add(kSome);
  CHECK(bench.sync().find("not reported") == std::string::npos);
  for (int wait = 0; wait < 200 && bench.server.asked().empty(); ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  REQUIRE(bench.server.asked().size() == 1);
  const std::string said = bench.server.asked()[0].head;
  const std::string message = said.substr(said.find(' ') + 1);
  CHECK(std::to_string(message.size()) == said.substr(0, said.find(' ')));
  CHECK(message.starts_with("<134>1 20"));
  CHECK(message.substr(26, 20) == "Z - bycatch - events");
  CHECK(nlohmann::json::parse(message.substr(message.find('{')))["days"].size() == 1);
}

TEST_CASE("sync events: nobody there, an answer that never comes, a token that cannot be read") {
  const EventBench bench;
  bench.add(kSome);
  const Status gone = send_event_report("http://127.0.0.1:9/", "", "{}", {});
  CHECK(gone.error().code == ErrorCode::offline);
  HttpRules rules;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  rules.is_cancelled = [&] { return std::chrono::steady_clock::now() > end; };
  ScriptedServer silent;
  silent.play([](const Asked&) { return ServerAnswer{.body = {}, .is_silent = true}; });
  CHECK(send_event_report(silent.url(), "", "{}", rules).error().code == ErrorCode::cancelled);
  std::filesystem::remove(bench.home.path() / "token");
  CHECK(bench.sync().find("token") != std::string::npos);
  CHECK(bench.server.asked().empty());
}

TEST_CASE("sync events: the longest report is as long as is promised") {
  const EventSums most{kMaxEventSum, kMaxEventSum, kMaxEventSum, kMaxEventSum, kMaxEventSum};
  const std::vector<EventDay> days(kEventDays, EventDay{"2026-11-26", true, most});
  CHECK(event_report_text({new_report_number(), "100.100.100.1000", kMaxAgeDays, days}).size() <= kMaxEventText);
  CHECK(new_report_number() != new_report_number());
}

}  // namespace bycatch
