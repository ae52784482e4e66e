// A machine, a server, and a feed, for whole runs of a sync.
#pragma once

#include <doctest/doctest.h>

#include <set>

#include "generation.h"
#include "scripted_server.h"
#include "sync_run.h"
#include "test_feed.h"

namespace bycatch {

// The faces list at its first and second version, and with few photos.
inline const TestSegment& segment_of(int version) {
  static const TestSegment kFirst = TestSegment::make("faces", 3000);
  static const TestSegment kSecond = TestSegment::make("faces", 3100);
  static const TestSegment kFew = TestSegment::make("faces", 40);
  return version == 1 ? kFirst : version == 2 ? kSecond : kFew;
}

// A machine, a server, and a feed at its first version.
struct SyncBench {
  TempFolder home;
  ScriptedServer server;
  TestFeed feed;
  SyncRequest request;
  std::map<std::string, std::string> files;

  SyncBench() {
    feed.put_base("faces", segment_of(1));
    request.data_folder = home.path();
    request.feed = server.url();
    request.root = feed.maker.root_text();
    request.now = feed.maker.now;
    request.pause = [](std::chrono::milliseconds) {};
    request.http.connect = std::chrono::milliseconds(2000);
    request.http.stalled = std::chrono::milliseconds(700);
    publish();
  }

  void publish() {
    files = feed.all_files();
    server.play([this](const Asked& asked) { return good(asked); });
  }
  // The second version, on the server.
  void advance() {
    feed.keep();
    feed.put_base("faces", segment_of(2));
    feed.advance();
    publish();
  }
  [[nodiscard]] ServerAnswer good(const Asked& asked) const {
    const auto found = files.find(asked.path.substr(1));
    return found == files.end() ? ServerAnswer{.status = 404, .body = {}} : ServerAnswer{.body = found->second};
  }
  // Lets `change` bend what is given out of paths that contain `part`.
  void bend(const std::string& part, const std::function<void(ServerAnswer&)>& change) {
    server.play([this, part, change](const Asked& asked) {
      ServerAnswer answer = good(asked);
      if (asked.path.find(part) != std::string::npos) change(answer);
      return answer;
    });
  }

  Result<SyncOutcome> run() { return run_sync(request, {}); }
  ErrorCode code() {
    const auto ran = run();
    return ran ? ErrorCode::internal : ran.error().code;
  }
  [[nodiscard]] std::string live() const { return live_generation_name(home.path()).value(); }
  // Photos of the faces list that the live generation holds.
  [[nodiscard]] std::uint64_t photos() const {
    const auto generation = Generation::open_live(home.path());
    if (!generation || !(*generation)->verify()) return 0;
    std::uint64_t sum = 0;
    for (const ListInfo& list : (*generation)->index().lists()) sum += list.dataset == "faces" ? list.records[0] : 0;
    return sum;
  }
  [[nodiscard]] std::size_t parts() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(home.path() / "feed/parts"),
                                                  std::filesystem::directory_iterator()));
  }
  // Nothing was taken; then, without the fault, all is.
  void check_nothing_taken(const std::string& before) const {
    CHECK(live() == before);
    CHECK(photos() == 3000);
  }
  void heal(std::uint64_t expected = 3100) {
    const auto ran = run();
    REQUIRE_MESSAGE(ran.has_value(), ran.error().detail);
    CHECK(ran->failures.empty());
    CHECK(photos() == expected);
    CHECK(parts() == 0);
  }
};

}  // namespace bycatch
