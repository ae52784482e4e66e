// Imports that are stopped: by kill -9 at many points, by a full disk, by another import.
#include <doctest/doctest.h>
#include <sys/mount.h>

#include <chrono>
#include <csignal>
#include <iostream>
#include <thread>

#include "command_run.h"
#include "file_lock.h"

namespace bycatch {
namespace {

constexpr auto kOld = "https://www.flickr.com/photos/x/11";
constexpr auto kNew = "https://www.flickr.com/photos/x/5000";

std::string list_of(int rows) {
  std::string list;
  for (int id = 1; id <= rows; ++id) {
    list +=
        "flickr\tphoto\t" + std::to_string(id * 1000) + "\t" + std::to_string(10000 + id % 5000) + "@N00\tone two\n";
  }
  return list;
}

class Desk {
 public:
  Desk() : Desk(nullptr) {}
  // `home` in place of a folder of the desk's own.
  explicit Desk(const std::filesystem::path* home) : home_(home ? *home : folder_.path() / "home") {
    std::ofstream(folder_.path() / "old.tsv") << "flickr\tphoto\t11\n";
    std::ofstream(folder_.path() / "new.tsv") << list_of(5000);
    REQUIRE(run({"import", "--dataset", "old", (folder_.path() / "old.tsv").string()}).code == 0);
  }

  Ended run(const std::vector<std::string>& arguments) const { return start(arguments, {}).wait(); }
  CommandRun start(const std::vector<std::string>& arguments, std::optional<rlim_t> max_file_bytes) const {
    return CommandRun(BYCATCH_BINARY, home_, arguments, {.input = "", .max_file_bytes = max_file_bytes});
  }
  [[nodiscard]] std::vector<std::string> big_import() const {
    return {"import", "--dataset", "new", (folder_.path() / "new.tsv").string(), "--json"};
  }

  // Whatever happened: the old list answers, and nothing lies about after the next import.
  void check_whole() const {
    CHECK(run({"check", kOld}).code == 1);
    const Ended next = run(big_import());
    CAPTURE(next.err);
    CHECK(next.code == 0);
    CHECK(run({"check", kOld}).code == 1);
    CHECK(run({"check", kNew}).code == 1);
    std::size_t entries = 0;
    for (const auto& entry : std::filesystem::directory_iterator(home_ / "generations")) {
      CHECK_FALSE(entry.path().filename().string().starts_with("."));
      ++entries;
    }
    CHECK(entries <= 2);  // the live one, and the one that was live before
    for (const auto& entry : std::filesystem::directory_iterator(home_)) {
      const std::string name = entry.path().filename().string();
      CHECK((name == "live" || name == "build.lock" || name == "generations"));
    }
  }

 private:
  TempFolder folder_;
  std::filesystem::path home_;
};

constexpr std::uintmax_t kDiskBytes = 64'000'000;

// A file system of its own, if this user may mount one.
class SmallDisk {
 public:
  SmallDisk() : is_mounted_(mount(0, kDiskBytes)) {}
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (is_mounted_) {
      ::umount(path().c_str());
    }
  }
  [[nodiscard]] bool is_mounted() const { return is_mounted_; }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  void leave(std::uintmax_t bytes) const {
    const auto space = std::filesystem::space(path());
    REQUIRE(mount(MS_REMOUNT, space.capacity - space.free + bytes));
  }

 private:
  [[nodiscard]] bool mount(unsigned long flags, std::uintmax_t bytes) const {
    const std::string size = "size=" + std::to_string(bytes);
    return ::mount("tmpfs", path().c_str(), "tmpfs", flags, size.c_str()) == 0;
  }

  TempFolder folder_;
  bool is_mounted_;
};

}  // namespace

TEST_CASE("interrupted import: kill -9 anywhere leaves the old lists answering and no rubbish") {
  using Clock = std::chrono::steady_clock;
  Clock::duration whole{};
  {
    const Desk desk;
    const auto before = Clock::now();
    REQUIRE(desk.run(desk.big_import()).code == 0);
    whole = Clock::now() - before;
  }
  constexpr int kPoints = 6;
  int killed = 0;
  for (int point = 0; point < kPoints; ++point) {
    CAPTURE(point);
    const Desk desk;
    CommandRun import = desk.start(desk.big_import(), {});
    std::this_thread::sleep_for(whole * point / kPoints);
    import.kill(SIGKILL);
    killed += import.wait().code == 128 + SIGKILL ? 1 : 0;
    desk.check_whole();
  }
  CHECK(killed > kPoints / 2);
}

TEST_CASE("interrupted import: files that may not grow are a full disk") {
  for (const rlim_t limit : {rlim_t{5'000}, rlim_t{12'000}, rlim_t{30'000}}) {
    CAPTURE(limit);
    const Desk desk;
    const Ended ended = desk.start(desk.big_import(), limit).wait();
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.out.find("\"code\":\"no_space\"") != std::string::npos);
    desk.check_whole();
  }
}

TEST_CASE("interrupted import: a disk that is really full") {
  const SmallDisk disk;
  if (!disk.is_mounted()) {
    std::cout << "skipped: a full disk, which takes the right to mount one\n";
    return;
  }
  const auto home = disk.path() / "home";
  const Desk desk(&home);
  for (const std::uintmax_t left : {std::uintmax_t{8'000}, std::uintmax_t{30'000}}) {
    CAPTURE(left);
    disk.leave(left);
    const Ended ended = desk.run(desk.big_import());
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.out.find("\"code\":\"no_space\"") != std::string::npos);
    CHECK(desk.run({"check", kOld}).code == 1);
  }
  disk.leave(kDiskBytes);
  desk.check_whole();
}

TEST_CASE("interrupted import: a second import is told that the first is at work") {
  const TempFolder folder;
  const auto home = folder.path() / "home";
  const Desk desk(&home);
  {
    const auto lock = FileLock::take(home / "build.lock", FileLock::Kind::exclusive);
    REQUIRE(lock.has_value());
    const Ended ended = desk.run(desk.big_import());
    CHECK(ended.code == 2);
    CHECK(ended.out.find("\"code\":\"busy\"") != std::string::npos);
    CHECK(desk.run({"check", kOld}).code == 1);
  }
  desk.check_whole();
}

}  // namespace bycatch
