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

namespace {

// From a machine that holds the first version to one that shall hold the second, again and again, with one system call
// after another failing as `injected` says ("signal=SIGKILL"). Every BYCATCH_SWEEP_STEP-th call is tried.
class Sweep {
 public:
  struct Tried {
    int calls = 0;
    int killed = 0;
    int failed = 0;
    std::set<std::string> codes;
  };

  Sweep() {
    ::setenv("ASAN_OPTIONS", "detect_leaks=0", 0);  // which cannot work under strace
    REQUIRE(bench_.run_first().code == 0);
    bench_.advance();
  }
  Tried run(const std::string& calls, const std::string& injected) {
    Tried tried;
    const char* said = std::getenv("BYCATCH_SWEEP_STEP");
    const int step = said == nullptr ? 11 : std::max(std::atoi(said), 1);
    for (int call = 1;; call += step) {
      const TempFolder home;
      fs::copy(bench_.home.path(), home.path(), fs::copy_options::recursive);
      const Ended ended = CommandRun("/usr/bin/strace", home.path(),
                                     {"-f", "-o", "/dev/null", "-e", "trace=" + calls, "-e",
                                      "inject=" + calls + ":" + injected + ":when=" + std::to_string(call),
                                      BYCATCH_BINARY, "sync", "--json"},
                                     {})
                              .wait();
      CAPTURE(call);
      const std::uint64_t photos = bench_.photos(home.path());
      CHECK((photos == 3000 || photos == 3100));
      if (ended.code == 0) {
        CHECK(photos == 3100);
        // Past the last call, or one whose failure does no harm.
        if (++harmless_ > 3) return tried;
        continue;
      }
      harmless_ = 0;
      ++tried.calls;
      tried.killed += ended.code == 128 + SIGKILL ? 1 : 0;
      if (ended.code == 2 && !ended.out.empty()) {
        ++tried.failed;
        const json last = lines_of(ended.out).back();
        if (last.contains("code")) tried.codes.insert(last["code"].get<std::string>());
      }
      const Ended healed = CommandRun(BYCATCH_BINARY, home.path(), {"sync"}, {}).wait();
      CHECK_MESSAGE(healed.code == 0, healed.err);
      CHECK(bench_.photos(home.path()) == 3100);
      CHECK(fs::is_empty(home.path() / "feed/parts"));
    }
  }

 private:
  CliBench bench_;
  int harmless_ = 0;
};

constexpr const char* kDiskCalls = "write,pwrite64,ftruncate,fsync,rename,link,unlink,mkdir,rmdir,unlinkat,linkat";

// SQLite tells of a failed fsync as of a broken disk, whatever the reason.
void full_disk_codes_are_known(const std::set<std::string>& codes) {
  for (const std::string& code : codes) CHECK((code == "no_space" || code == "io"));
}

bool has_strace() {
  if (fs::exists("/usr/bin/strace")) return true;
  MESSAGE("skipped: there is no strace");
  return false;
}

}  // namespace

TEST_CASE(
    "sync command: killed before any step on the disk the index is the old one or the new one, and the next run "
    "heals") {
  if (!has_strace()) return;
  const Sweep::Tried tried = Sweep().run(kDiskCalls, "signal=SIGKILL");
  MESSAGE(tried.killed, " runs killed");
  CHECK(tried.killed > 3);
}

TEST_CASE("sync command: a full or broken disk at any write is one code, and the next run heals") {
  if (!has_strace()) return;
  const Sweep::Tried full = Sweep().run("write,ftruncate,fsync,rename,pwrite64", "error=ENOSPC");
  CHECK(full.codes.contains("no_space"));
  full_disk_codes_are_known(full.codes);
  const Sweep::Tried broken = Sweep().run("write,ftruncate,fsync,rename,pwrite64", "error=EIO");
  MESSAGE(full.failed, " and ", broken.failed, " runs failed");
  CHECK(broken.codes == std::set<std::string>{"io"});
}

}  // namespace bycatch
