// What an organisation watches, from its publisher to an answer.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "command_run.h"
#include "scripted_server.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

struct WatchBench {
  TempFolder home, desk;
  ScriptedServer server;
  std::string served;

  WatchBench() {
    write("accounts", "flickr 99999900001@N00\n# a note\n\n");
    write("tags", "flickr ExampleSummit\n");
    server.play([this](const Asked&) { return ServerAnswer{.body = served}; });
    set({{"watchPack", server.url() + "watch-pack.json"}, {"watchPackKey", (desk.path() / "key.pub").string()}});
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(desk.path() / name) << text; }
  void set(const nlohmann::json& policy) const { std::ofstream(home.path() / "policy.json") << policy.dump(); }
  [[nodiscard]] Ended run(std::vector<std::string> words) const {
    const CommandRun::Options options{
        .input = {}, .max_file_bytes = {}, .environment = {{"BYCATCH_POLICY", home.path() / "policy.json"}}};
    return CommandRun(BYCATCH_BINARY, home.path(), words, options).wait();
  }
  Ended publish(const std::string& key, const std::vector<std::string>& more) {
    std::vector<std::string> words = {"publish",    "watchpack",
                                      "--name",     "Example Embassy",
                                      "--key",      (desk.path() / key).string(),
                                      "--out",      (desk.path() / "pack").string(),
                                      "--accounts", (desk.path() / "accounts").string(),
                                      "--tags",     (desk.path() / "tags").string()};
    words.insert(words.end(), more.begin(), more.end());
    Ended ended = run(words);
    std::ifstream file(desk.path() / "pack");
    served.assign(std::istreambuf_iterator<char>(file), {});
    return ended;
  }
  [[nodiscard]] bool is_held() const { return fs::exists(home.path() / "watch-pack.json"); }
};

}  // namespace

TEST_CASE("sync watch pack: signed by the organisation's key it is taken, and an older one is not") {
  WatchBench bench;
  const Ended made = bench.publish("key", {"--version", "2"});
  CHECK_MESSAGE(made.code == 0, made.err);
  CHECK(made.err.find("key.pub") != std::string::npos);
  CHECK(bench.run({"sync"}).err.find("watch pack") == std::string::npos);
  CHECK(bench.is_held());
  CHECK(bench.run({"doctor"}).out.find("what Example Embassy watches, version 2") != std::string::npos);
  REQUIRE(bench.publish("key", {"--version", "1"}).code == 0);
  CHECK(bench.run({"sync"}).err.find("not taken: rollback") != std::string::npos);
  REQUIRE(bench.publish("key", {"--version", "3"}).code == 0);
  CHECK(bench.run({"sync"}).err.find("not taken") == std::string::npos);
  bench.set(nlohmann::json::object());
  CHECK(bench.run({"sync"}).err.find("not taken") == std::string::npos);
  CHECK_FALSE(bench.is_held());
}

TEST_CASE("sync watch pack: unsigned, stale, garbage or none: named, and the one that is here stays") {
  WatchBench bench;
  REQUIRE(bench.publish("key", {}).code == 0);
  REQUIRE(bench.run({"sync"}).err.find("not taken") == std::string::npos);
  const std::string good = bench.served;
  REQUIRE(bench.publish("another-key", {}).code == 0);
  CHECK(bench.run({"sync"}).err.find("not taken: signature") != std::string::npos);
  REQUIRE(bench.publish("key", {"--days", "1", "--time", "2026-01-01T00:00:00Z"}).code == 0);
  CHECK(bench.run({"sync"}).err.find("not taken: expired") != std::string::npos);
  bench.served = "<html>";
  CHECK(bench.run({"sync"}).err.find("not taken: not_a_feed") != std::string::npos);
  bench.served = std::string(9 << 20, 'x');
  CHECK(bench.run({"sync"}).err.find("not taken: too_large") != std::string::npos);
  std::ifstream file(bench.home.path() / "watch-pack.json");
  CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == good);
  bench.write("accounts", "flickr\n");
  CHECK(bench.publish("key", {}).err.find("line 1") != std::string::npos);
}

}  // namespace bycatch
