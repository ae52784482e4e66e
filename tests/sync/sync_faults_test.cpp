// Faults around a sync that are neither the feed's nor one file's: the line, the disk, the clock, other programs.
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <ranges>
#include <thread>

#include "http_source.h"
#include "sync_bench.h"
#include "sync_run.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

// Listens, and drops who comes: its queue is full and nobody takes from it.
class BlackHole {
 public:
  BlackHole() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(listener_, any, size) == 0);
    REQUIRE(::listen(listener_, 0) == 0);
    REQUIRE(::getsockname(listener_, any, &size) == 0);
    port = ntohs(address.sin_port);
    for (int& waiting : queue_) {
      waiting = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      ::connect(waiting, any, size);
    }
  }
  BlackHole(const BlackHole&) = delete;
  BlackHole& operator=(const BlackHole&) = delete;
  ~BlackHole() {
    for (const int waiting : queue_) ::close(waiting);
    ::close(listener_);
  }

  int port = 0;

 private:
  int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::array<int, 4> queue_{};
};

std::size_t open_files() {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

void set_times(const fs::path& folder, fs::file_time_type time) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) fs::last_write_time(entry.path(), time);
}

}  // namespace

TEST_CASE("sync fault: N2 a server whose packets are dropped: timeout within the limit, and the lists stay") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  const std::string before = bench.live();
  const BlackHole hole;
  bench.request.http.connect = milliseconds(200);
  bench.request.feed = "http://127.0.0.1:" + std::to_string(hole.port) + "/";
  CHECK(bench.code() == ErrorCode::timeout);
  bench.check_nothing_taken(before);
  bench.request.feed = bench.server.url();
  bench.heal(3000);
}

TEST_CASE("sync fault: N27 a name with an address where nobody answers and one where somebody does") {
  SyncBench bench;
  bench.request.feed = "http://localhost:" + std::to_string(bench.server.port()) + "/";
  CHECK(bench.run().has_value());
  CHECK(bench.photos() == 3000);
}

TEST_CASE("sync fault: N28 the network is gone in the middle of a base: timeout, and gone on with") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  const std::string before = bench.live();
  bench.advance();
  bench.bend("base.segment", [](ServerAnswer& answer) {
    answer.headers = {"ETag: \"1\""};
    answer.piece_bytes = 2000;
    answer.pause = milliseconds(3000);
  });
  CHECK(bench.code() == ErrorCode::timeout);
  bench.check_nothing_taken(before);
  CHECK(bench.parts() > 0);
  bench.publish();
  bench.heal();
  const auto asked = bench.server.asked();
  CHECK(std::ranges::any_of(asked, [](const Asked& one) { return one.header("Range") == "bytes=2000-"; }));
}

TEST_CASE("sync fault: S29 a mirror that is behind another one: rollback, whatever its address") {
  SyncBench bench;
  ScriptedServer behind;
  const auto old = bench.files;
  behind.play([&](const Asked& asked) {
    const auto found = old.find(asked.path.substr(1));
    return found == old.end() ? ServerAnswer{.status = 404, .body = {}} : ServerAnswer{.body = found->second};
  });
  bench.advance();
  REQUIRE(bench.run().has_value());
  const std::string before = bench.live();
  bench.request.feed = behind.url();
  CHECK(bench.code() == ErrorCode::rollback);
  CHECK(bench.live() == before);
  CHECK(bench.photos() == 3100);
  bench.request.feed = bench.server.url();
  bench.heal();
}

TEST_CASE("sync fault: K6 the root after the next is there and the next is not: the chain ends before it") {
  SyncBench bench;
  bench.files["metadata/3.root.json"] = bench.feed.maker.root_text();
  bench.server.play([&](const Asked& asked) { return bench.good(asked); });
  REQUIRE(bench.run().has_value());
  for (const Asked& asked : bench.server.asked()) CHECK(asked.path != "/metadata/3.root.json");
}

TEST_CASE("sync fault: D1 less room than the packs need: no_space before a byte of them is loaded") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  const std::string before = bench.live();
  constexpr std::uint64_t kHuge = std::uint64_t{16} << 30U;
  const std::uint64_t packs = 14;
  if (fs::space(bench.home.path()).available > packs * kHuge) {
    MESSAGE("not tried: this disk has room for the largest feed");
    return;
  }
  for (std::uint64_t i = 0; i < packs; ++i) {
    const std::string name = "packs/huge-" + std::to_string(i) + "/base.segment";
    bench.feed.put_base("huge-" + std::to_string(i), segment_of(2));
    auto& target = bench.feed.maker.targets["targets"][name];
    target["length"] = kHuge;
    target["custom"]["current"]["bytes"] = kHuge;
  }
  bench.feed.maker.link();
  bench.feed.keep();
  bench.feed.advance();
  bench.publish();
  CHECK(bench.code() == ErrorCode::no_space);
  bench.check_nothing_taken(before);
  for (const Asked& asked : bench.server.asked()) CHECK(asked.path.find("huge") == std::string::npos);
}

TEST_CASE("sync fault: D13 a pack that a cleaner deleted is loaded again") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  fs::remove(bench.home.path() / "generations" / bench.live() / "faces.segment");
  const auto ran = bench.run();
  REQUIRE_MESSAGE(ran.has_value(), ran.error().detail);
  REQUIRE_FALSE(ran->notes.empty());
  CHECK(ran->notes[0].code == ErrorCode::state_reset);
  CHECK(bench.photos() == 3000);
}

TEST_CASE("sync fault: D18 what a backup brought back is an old state, and goes forward") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  const TempFolder backup;
  fs::copy(bench.home.path(), backup.path(), fs::copy_options::recursive);
  bench.advance();
  bench.heal();
  fs::remove_all(bench.home.path() / "feed");
  fs::remove_all(bench.home.path() / "generations");
  fs::copy(backup.path(), bench.home.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  CHECK(bench.photos() == 3000);
  bench.heal();
}

TEST_CASE("sync fault: D22 files of 1970 and of 2100: nothing depends on their times") {
  using std::chrono::hours;
  for (const auto time : {fs::file_time_type::clock::now() - hours(24 * 365 * 56),
                          fs::file_time_type::clock::now() + hours(24 * 365 * 73)}) {
    SyncBench bench;
    REQUIRE(bench.run().has_value());
    set_times(bench.home.path(), time);
    CHECK_FALSE(bench.run()->has_changed);
    bench.advance();
    set_times(bench.home.path(), time);
    bench.heal();
  }
}

TEST_CASE("sync fault: X9 stopped and started a hundred times: no file is left open, and the last run ends well") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  bench.advance();
  const std::size_t before = open_files();
  for (int stop_at = 0; stop_at < 100; ++stop_at) {
    int looks = 0;
    bench.request.http.is_cancelled = [&] { return looks++ >= stop_at % 10; };
    static_cast<void>(bench.run());
  }
  CHECK(open_files() == before);
  bench.request.http.is_cancelled = [] { return false; };
  bench.heal();
}

TEST_CASE("sync fault: X3 X6 lookups from many threads while generations come and go") {
  const TempFolder folder;
  const ListLines always = {"flickr\tphoto\t9000000000007"};
  build_generation(folder.path(), {{"faces", always}});
  std::atomic<bool> is_over = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> looked = 0;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!is_over) {
        const auto generation = Generation::open_live(folder.path());
        if (!generation) {
          ++wrong;
          continue;
        }
        // Both lists are of one generation, or neither is.
        std::vector<std::uint64_t> sizes;
        for (const ListInfo& list : (*generation)->index().lists()) {
          if (list.dataset == "faces" || list.dataset == "twin") sizes.push_back(list.records[0]);
        }
        const bool is_one = sizes.size() == 1 ? sizes[0] == 1 : sizes.size() == 2 && sizes[0] == sizes[1];
        wrong += is_one && (*generation)->verify() ? 0 : 1;
        ++looked;
      }
    });
  }
  for (int swap = 1; swap <= 30; ++swap) {
    ListLines lines = always;
    for (int i = 0; i < swap % 7; ++i) lines.push_back("flickr\tphoto\t" + std::to_string(9'000'000'000'100 + i));
    build_generation(folder.path(), {{"faces", lines}, {"twin", lines}});
  }
  is_over = true;
  readers.clear();
  CHECK(wrong == 0);
  CHECK(looked > 30);
}

}  // namespace bycatch
