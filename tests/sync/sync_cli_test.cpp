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
#include "utc_time.h"

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
  const auto told = CommandRun(BYCATCH_BINARY, bench.home.path(), {"status", "--json"}, {}).wait();
  const auto syncs = json::parse(told.out)["syncs"];
  REQUIRE(syncs.size() == 2);
  CHECK(syncs[1]["bytes"] == bench.second.bytes.size());
  CHECK_FALSE(syncs[1].contains("code"));
}

TEST_CASE("sync command: that new lists hold something that is watched is told") {
  CliBench bench;
  CHECK(bench.run_first().err.find("what you watch") == std::string::npos);
  const CommandRun::Options options;
  REQUIRE(CommandRun(BYCATCH_BINARY, bench.home.path(), {"watch", "add", "@99999900001@N00"}, options).wait().code ==
          0);
  CHECK(bench.run().err.find("what you watch") == std::string::npos);
  bench.second = TestSegment::make("faces", 3100, 1, "99999900001@N00");
  bench.advance();
  CHECK(bench.run().err.find("bycatch watch check") != std::string::npos);
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

TEST_CASE("sync command: the list of what a feed offers names what was not chosen, with its size") {
  CliBench bench;
  REQUIRE(bench.run_first().code == 0);
  const auto way_of = [&](const std::string& packs) {
    const auto pack = lines_of(bench.run({"--packs", packs, "--list", "--json"}).out).back()["packs"].at(0);
    CHECK(pack["size_bytes"] == bench.first.bytes.size());
    return pack["way"].get<std::string>();
  };
  CHECK(way_of("faces") == "held");
  CHECK(way_of("none") == "dropped");
  REQUIRE(bench.run({"--packs", "none"}).code == 0);
  CHECK(way_of("none") == "left_out");
  CHECK(way_of("faces") == "base");
}

TEST_CASE("sync command: an organisation's file says where lists come from, and nobody contradicts it") {
  CliBench bench;
  const fs::path file = bench.home.path() / "policy.json";
  const auto set = [&](const json& policy) { std::ofstream(file) << policy.dump(); };
  const CommandRun::Options organised{.input = {}, .max_file_bytes = {}, .environment = {{"BYCATCH_POLICY", file}}};
  const auto run = [&](std::vector<std::string> words) { return bench.start(std::move(words), organised).wait(); };
  set({{"feed", bench.server.url()}, {"root", bench.root()}, {"colour", "red"}});
  const Ended first = run({});
  CHECK_MESSAGE(first.code == 0, first.err);
  CHECK(first.err.find("bycatch doctor") != std::string::npos);
  CHECK(bench.photos() == 3000);
  const Ended other = run({"--feed", "https://lists.example.org/", "--json"});
  CHECK(other.code == 2);
  CHECK(lines_of(other.out).back()["code"] == "permission");
  CHECK(run({"--feed", bench.server.url()}).code == 0);
  CHECK(lines_of(run({"--list", "--json"}).out).back()["managed"] == false);

  const auto doctor =
      lines_of(CommandRun(BYCATCH_BINARY, bench.home.path(), {"doctor", "--json"}, organised).wait().out);
  const auto finding = std::ranges::find_if(doctor, [](const json& one) { return one["check"] == "policy"; });
  REQUIRE(finding != doctor.end());
  CHECK((*finding)["ok"] == false);
  CHECK((*finding)["text"].get<std::string>().find("colour (unsupported)") != std::string::npos);

  set({{"packs", json::array()}});
  CHECK(run({}).code == 0);
  CHECK(bench.photos() == 0);
  CHECK(run({"--packs", "faces"}).code == 2);
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

TEST_CASE(
    "sync command: a program of the person's is started after a change and after a failure, and at no other time") {
  CliBench bench;
  const TempFolder folder;
  const auto program = [&](const std::string& name, const std::string& does) {
    const auto file = folder.path() / name;
    std::ofstream(file) << "#!/bin/sh\n" << does << "\n";
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return file.string();
  };
  const auto log = folder.path() / "log";
  const std::string to_log = " >> '" + log.string() + "'";
  const std::string on_update = program("on-update", R"(echo "update ${#BYCATCH_GENERATION} $BYCATCH_ERROR")" + to_log);
  const std::string on_error = program("on-error", R"(echo "error $BYCATCH_ERROR")" + to_log + "; exit 3");
  const std::vector<std::string> words = {"--json", "--on-update", on_update, "--on-error", on_error};
  REQUIRE(bench.run_first().code == 0);
  CHECK(bench.run(words).code == 0);  // nothing new
  CHECK_FALSE(std::filesystem::exists(log));

  bench.advance();
  bench.server.play([&](const Asked& asked) {
    ServerAnswer answer = bench.good(asked);
    if (asked.path.ends_with("base.segment")) answer.status = 403;
    return answer;
  });
  const Ended failed = bench.run(words);
  CHECK(failed.code == 2);
  CHECK(failed.err.find("the program to be started ended with 3") != std::string::npos);
  CHECK(bytes_of(log) == "error http_status\n");

  bench.publish();
  const Ended done = bench.run(words);
  CHECK(done.code == 0);
  const std::string generation = lines_of(done.out).back()["generation"];
  CHECK(bytes_of(log) == "error http_status\nupdate " + std::to_string(generation.size()) + " \n");

  CHECK(bench.run({"--on-update", (folder.path() / "none").string()}).code != 0);
}

TEST_CASE("sync command: C12 the time zone decides nothing") {
  for (const char* zone : {"Pacific/Kiritimati", "Etc/GMT+12", "right/UTC"}) {
    CAPTURE(zone);
    CliBench bench;
    const CommandRun::Options options{.input = {}, .max_file_bytes = {}, .environment = {{"TZ", zone}}};
    const auto with_zone = [&](const std::vector<std::string>& words) { return bench.start(words, options).wait(); };
    bench.feed.maker.timestamp["expires"] = utc_time_text(bench.feed.maker.now + std::chrono::hours(1));
    bench.publish();
    CHECK(with_zone({"--feed", bench.server.url(), "--root", bench.root().string()}).code == 0);
    bench.feed.maker.timestamp["expires"] = utc_time_text(bench.feed.maker.now - std::chrono::hours(1));
    bench.publish();
    CliBench other;
    const Ended late = with_zone({"--json", "--feed", bench.server.url(), "--root", bench.root().string()});
    CHECK(late.code == 0);  // the one that is held has not expired
    CommandRun fresh(BYCATCH_BINARY, other.home.path() / "none",
                     {"sync", "--json", "--feed", bench.server.url(), "--root", bench.root().string()}, options);
    CHECK(lines_of(fresh.wait().out).back()["code"] == "expired");
  }
}

TEST_CASE("sync command: P9 P10 nobody who reads, few files, no home: the lists come, or a code") {
  CliBench bench;
  REQUIRE(bench.run_first().code == 0);
  const auto shell = [&](const std::string& words) {
    CommandRun run("/bin/sh", bench.home.path(), {"-c", words}, {});
    return run.wait();
  };
  const std::string sync = std::string("'") + BYCATCH_BINARY + "' sync";
  bench.advance();
  CHECK(shell("( " + sync + " --json; echo $? > \"$BYCATCH_HOME/code\" ) | :").code == 0);
  // The lists came; that nobody could be told of it is an error.
  CHECK(bytes_of(bench.home.path() / "code") == "2\n");
  CHECK(bench.photos() == 3100);
  CHECK(shell(sync + " >&- 2>&-").code == 2);
  const Ended few = shell("exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; ulimit -n 16; " + sync + " --json");
  CHECK((few.code == 0 || (few.code == 2 && lines_of(few.out).back().contains("code"))));
  const Ended homeless = shell("unset HOME BYCATCH_HOME XDG_DATA_HOME; " + sync + " --json");
  CHECK(homeless.code == 2);
  CHECK(lines_of(homeless.out).back()["code"] == "not_found");
  CHECK(bench.photos() == 3100);
}

}  // namespace bycatch
