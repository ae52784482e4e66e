// `bycatch sync` as a person or a timer starts it.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <csignal>
#include <set>
#include <thread>

#include "command_run.h"
#include "generation.h"
#include "scripted_server.h"
#include "test_feed.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

struct CliBench {
  TempFolder home;
  ScriptedServer server;
  TestFeed feed;
  TestSegment first = TestSegment::make("faces", 3000);
  TestSegment second = TestSegment::make("faces", 3100);
  std::map<std::string, std::string> files;

  CliBench() {
    feed.put_base("faces", first);
    publish();
    std::ofstream(root(), std::ios::binary) << feed.maker.root_text();
  }
  [[nodiscard]] fs::path root() const { return home.path() / "publisher-root.json"; }
  void publish() {
    files = feed.all_files();
    server.play([this](const Asked& asked) { return good(asked); });
  }
  [[nodiscard]] ServerAnswer good(const Asked& asked) const {
    const auto found = files.find(asked.path.substr(1));
    return found == files.end() ? ServerAnswer{.status = 404, .body = {}} : ServerAnswer{.body = found->second};
  }
  void advance() {
    feed.keep();
    feed.put_base("faces", second);
    feed.advance();
    publish();
  }
  [[nodiscard]] CommandRun start(std::vector<std::string> arguments, const CommandRun::Options& options = {}) const {
    arguments.insert(arguments.begin(), "sync");
    return {BYCATCH_BINARY, home.path(), arguments, options};
  }
  [[nodiscard]] Ended run(const std::vector<std::string>& arguments = {}) const { return start(arguments).wait(); }
  [[nodiscard]] Ended run_first() const { return run({"--feed", server.url(), "--root", root().string()}); }
  // Photos of the faces list that the live generation holds, which must be whole; 0: no generation.
  [[nodiscard]] std::uint64_t photos() const { return photos(home.path()); }
  [[nodiscard]] static std::uint64_t photos(const fs::path& folder) {
    const auto generation = Generation::open_live(folder);
    if (!generation) return 0;
    CHECK((*generation)->verify().has_value());
    for (const ListInfo& list : (*generation)->index().lists()) {
      if (list.dataset == "faces") return list.records[0];
    }
    return 0;
  }
};

std::vector<json> lines_of(const std::string& text) {
  std::vector<json> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
  return lines;
}

}  // namespace

TEST_CASE("sync command: without a feed it says so and names the other way") {
  const CliBench bench;
  const Ended ended = bench.run({"--json"});
  CHECK(ended.code == 2);
  CHECK(lines_of(ended.out).back()["code"] == "no_feed");
  CHECK(ended.err.find("import --public") != std::string::npos);
}

TEST_CASE("sync command: the size is told, progress is JSON, and the address is remembered") {
  CliBench bench;
  const Ended first = bench.run_first();
  REQUIRE_MESSAGE(first.code == 0, first.err);
  CHECK(first.err.find("faces (A test): the whole, 0.") != std::string::npos);
  CHECK(bench.photos() == 3000);
  bench.advance();
  const Ended second = bench.run({"--json"});
  REQUIRE_MESSAGE(second.code == 0, second.err);
  const auto lines = lines_of(second.out);
  CHECK(lines.front()["event"] == "plan");
  CHECK(lines.front()["packs"][0]["bytes"] == bench.second.bytes.size());
  CHECK(lines[1]["event"] == "progress");
  CHECK(lines.back()["event"] == "done");
  CHECK(lines.back()["changed"] == true);
  CHECK(bench.photos() == 3100);
  CHECK(bench.run({"--if-due"}).out == "not due yet\n");
}

TEST_CASE("sync command: a fault ends it with code 2 and one code on both outputs; the next run heals") {
  CliBench bench;
  REQUIRE(bench.run_first().code == 0);
  bench.advance();
  bench.server.play([&](const Asked& asked) {
    ServerAnswer answer = bench.good(asked);
    if (asked.path.ends_with("base.segment")) answer.body[9000] = static_cast<char>(answer.body[9000] ^ 1);
    return answer;
  });
  const Ended ended = bench.run({"--json"});
  CHECK(ended.code == 2);
  CHECK(lines_of(ended.out).back()["code"] == "hash_mismatch");
  CHECK(ended.err.starts_with("could not sync: "));
  CHECK(ended.err.find("http") == std::string::npos);
  CHECK(bench.photos() == 3000);
  bench.publish();
  CHECK(bench.run().code == 0);
  CHECK(bench.photos() == 3100);
}

TEST_CASE("sync command: stopped by a signal it says so, and goes on where it ended") {
  CliBench bench;
  REQUIRE(bench.run_first().code == 0);
  bench.advance();
  std::atomic<bool> is_loading = false;
  bench.server.play([&](const Asked& asked) {
    ServerAnswer answer = bench.good(asked);
    if (asked.path.ends_with("base.segment")) {
      is_loading = true;
      answer.pause = std::chrono::milliseconds(100);
      answer.piece_bytes = 500;
    }
    return answer;
  });
  CommandRun run = bench.start({"--json"});
  while (!is_loading) std::this_thread::yield();
  run.kill(SIGTERM);
  const Ended ended = run.wait();
  CHECK(ended.code == 2);
  CHECK(lines_of(ended.out).back()["code"] == "cancelled");
  bench.publish();
  CHECK(bench.run().code == 0);
  CHECK(bench.photos() == 3100);
}

TEST_CASE("sync command: a file over the user's limit is no_space, and nothing is lost") {
  CliBench bench;
  REQUIRE(bench.run_first().code == 0);
  bench.advance();
  const Ended ended = bench.start({"--json"}, {.input = {}, .max_file_bytes = 8192}).wait();
  CHECK(ended.code == 2);
  CHECK(lines_of(ended.out).back()["code"] == "no_space");
  CHECK(bench.photos() == 3000);
  CHECK(bench.run().code == 0);
  CHECK(bench.photos() == 3100);
}

}  // namespace bycatch
