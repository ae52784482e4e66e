#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "child_process.h"
#include "file_lock.h"
#include "file_mapping.h"
#include "message_socket.h"
#include "paths.h"
#include "temp_folder.h"

namespace bycatch {

namespace {

using namespace std::chrono_literals;

// Sets variables for one test, and back after it.
class Environment {
 public:
  explicit Environment(const char* bycatch_home, const char* xdg_data_home, const char* home) {
    set(0, bycatch_home);
    set(1, xdg_data_home);
    set(2, home);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() {
    for (std::size_t at = 0; at < kNames.size(); ++at) {
      before_[at] ? ::setenv(kNames[at], before_[at]->c_str(), 1) : ::unsetenv(kNames[at]);
    }
  }

 private:
  static constexpr std::array kNames = {"BYCATCH_HOME", "XDG_DATA_HOME", "HOME"};
  void set(std::size_t at, const char* value) {
    if (const char* before = std::getenv(kNames[at])) before_[at] = before;
    value != nullptr ? ::setenv(kNames[at], value, 1) : ::unsetenv(kNames[at]);
  }
  std::array<std::optional<std::string>, 3> before_;
};

std::vector<std::byte> bytes(std::size_t size) {
  return std::vector<std::byte>(size, std::byte{7});
}

}  // namespace

TEST_CASE("paths: the first of three variables that is set decides") {
  struct Row {
    const char *bycatch_home, *xdg_data_home, *home;
    const char* expected;
  };
  for (const Row& row :
       {Row{"/a", "/b", "/c", "/a"}, Row{nullptr, "/b", "/c", "/b/bycatch"},
        Row{"", "", "/c", "/c/.local/share/bycatch"}, Row{nullptr, "relative", "/c", "/c/.local/share/bycatch"}}) {
    const Environment environment(row.bycatch_home, row.xdg_data_home, row.home);
    CHECK(data_folder().value().string() == row.expected);
  }
}

TEST_CASE("paths: a relative BYCATCH_HOME is refused, no variable at all is not found") {
  {
    const Environment environment("relative", nullptr, "/c");
    CHECK(data_folder().error().code == ErrorCode::bad_request);
  }
  const Environment environment(nullptr, nullptr, nullptr);
  CHECK(data_folder().error().code == ErrorCode::not_found);
}

TEST_CASE("file lock: one exclusive holder, or several shared ones") {
  const TempFolder folder;
  const auto file = folder.path() / "lock";
  {
    const auto first = FileLock::take(file, FileLock::Kind::exclusive);
    REQUIRE(first);
    CHECK(FileLock::take(file, FileLock::Kind::exclusive).error().code == ErrorCode::busy);
    CHECK(FileLock::take(file, FileLock::Kind::shared).error().code == ErrorCode::busy);
  }
  const auto one = FileLock::take(file, FileLock::Kind::shared);
  CHECK(FileLock::take(file, FileLock::Kind::shared));
  CHECK(FileLock::take(file, FileLock::Kind::exclusive).error().code == ErrorCode::busy);
}

TEST_CASE("file lock: a symbolic link in its place is not followed") {
  const TempFolder folder;
  std::filesystem::create_symlink(folder.path() / "elsewhere", folder.path() / "lock");
  CHECK(FileLock::take(folder.path() / "lock", FileLock::Kind::shared).error().code == ErrorCode::permission);
  CHECK(!std::filesystem::exists(folder.path() / "elsewhere"));
}

TEST_CASE("file mapping: a file cut short reads as zeros and says so; one removed goes on") {
  const TempFolder folder;
  const auto file = folder.path() / "bytes";
  std::ofstream(file) << std::string(20'000, 'x');
  const auto mapping = FileMapping::open(file);
  REQUIRE(mapping.has_value());
  REQUIRE(mapping->bytes().size() == 20'000);
  const auto at = [&](std::size_t place) { return static_cast<char>(mapping->bytes()[place]); };
  CHECK(at(19'999) == 'x');
  CHECK(mapping->is_whole());
  SUBCASE("cut short") {
    std::filesystem::resize_file(file, 10);
    CHECK(at(0) == 'x');
    CHECK_FALSE(mapping->is_whole());
    CHECK(at(19'999) == 0);
    CHECK(at(8'192) == 0);
    std::ofstream(file) << std::string(20'000, 'x');
    CHECK_FALSE(mapping->is_whole());
  }
  SUBCASE("removed") {
    std::filesystem::remove(file);
    CHECK(at(12'345) == 'x');
    CHECK(mapping->is_whole());
  }
}

// Whether the kernel reads single pages of the mapping that holds `at`.
bool is_read_here_and_there(const void* at) {
  std::ifstream maps("/proc/self/smaps");
  const auto wanted = reinterpret_cast<std::uintptr_t>(at);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  bool is_inside = false;
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t from = 0;
    std::uintptr_t to = 0;
    char dash = 0;
    std::istringstream words(line);
    if (words >> std::hex >> from >> dash >> to && dash == '-') is_inside = from <= wanted && wanted < to;
    if (is_inside && line.starts_with("VmFlags:")) return line.find(" rr") != std::string::npos;
  }
  return false;
}

TEST_CASE("file mapping: for lookups, what lies around a page is not loaded with it") {
  const TempFolder folder;
  const auto file = folder.path() / "bytes";
  std::ofstream(file) << std::string(20'000, 'x');
  const auto mapping = FileMapping::open(file);
  REQUIRE(mapping.has_value());
  CHECK_FALSE(is_read_here_and_there(mapping->bytes().data()));
  const auto for_lookups = FileMapping::open(file, FileMapping::Access::lookups);
  REQUIRE(for_lookups.has_value());
  CHECK(is_read_here_and_there(for_lookups->bytes().data()));
  CHECK(static_cast<char>(for_lookups->bytes()[19'999]) == 'x');
}

TEST_CASE("file mapping: what is no file to map is refused, and there are only so many at a time") {
  const TempFolder folder;
  const auto file = folder.path() / "bytes";
  CHECK(FileMapping::open(file).error().code == ErrorCode::not_found);
  CHECK(FileMapping::open(folder.path()).error().code == ErrorCode::bad_format);
  std::ofstream(file) << "";
  CHECK(FileMapping::open(file).error().code == ErrorCode::bad_format);
  std::ofstream(file) << "x";
  std::vector<FileMapping> all;
  for (auto mapping = FileMapping::open(file); mapping; mapping = FileMapping::open(file)) {
    all.push_back(*std::move(mapping));
  }
  CHECK(all.size() == FileMapping::kMaxMappings);
  CHECK(FileMapping::open(file).error().code == ErrorCode::busy);
  all.pop_back();
  CHECK(FileMapping::open(file).has_value());
}

TEST_CASE("file mapping: a SIGBUS that is not ours ends the process as ever") {
  const TempFolder folder;
  const auto file = folder.path() / "bytes";
  std::ofstream(file) << "x";
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(STDERR_FILENO);  // a sanitizer has its own handler, which talks
    const auto mapping = FileMapping::open(file);
    ::raise(SIGBUS);
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK_FALSE((WIFEXITED(status) && WEXITSTATUS(status) == 0));
}

TEST_CASE("message socket: messages stay apart, and too long a one is refused without harm to the next") {
  auto ends = MessageSocket::make_pair();
  REQUIRE(ends);
  CHECK(ends->first.send(bytes(3)));
  CHECK(ends->first.send(bytes(MessageSocket::kMaxMessageBytes)));
  CHECK(ends->first.send(bytes(MessageSocket::kMaxMessageBytes + 1)));
  CHECK(ends->first.send(bytes(5)));
  CHECK(ends->second.receive(1s).value() == bytes(3));
  CHECK(ends->second.receive(1s).value().size() == MessageSocket::kMaxMessageBytes);
  CHECK(ends->second.receive(1s).error().code == ErrorCode::too_large);
  CHECK(ends->second.receive(1s).value() == bytes(5));
}

TEST_CASE("message socket: nothing in time is a timeout, no reader is busy, no other end is cancelled") {
  auto ends = MessageSocket::make_pair();
  REQUIRE(ends);
  CHECK(ends->second.receive(1ms).error().code == ErrorCode::timeout);
  Status sent;
  while (sent) sent = ends->first.send(bytes(4096));
  CHECK(sent.error().code == ErrorCode::busy);
  {
    const MessageSocket gone = std::move(ends->second);
  }
  CHECK(ends->first.send(bytes(1)).error().code == ErrorCode::cancelled);
  CHECK(ends->first.receive(std::nullopt).error().code == ErrorCode::cancelled);
}

TEST_CASE("child process: talks over its link, has no standard input or output, ends with it") {
  {
    auto child = ChildProcess::start([](MessageSocket link) {
      std::array<char, 1> none{};
      const bool has_input = ::read(STDIN_FILENO, none.data(), 1) != 0;
      std::array<char, 64> target{};
      if (::readlink("/proc/self/fd/1", target.data(), target.size() - 1) < 0) target.fill('\0');
      const bool has_output = std::string(target.data()) != "/dev/null";
      const auto message = link.receive(std::nullopt);
      if (message && !has_input && !has_output) static_cast<void>(link.send(*message));
      return link.receive(std::nullopt) ? 1 : 0;
    });
    REQUIRE(child);
    REQUIRE(child->link().send(bytes(9)));
    CHECK(child->link().receive(5s).value() == bytes(9));
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // no child is left, not even a dead one
}

TEST_CASE("child process: one that does not end by itself is ended after a second") {
  const auto start = std::chrono::steady_clock::now();
  {
    auto child = ChildProcess::start([](MessageSocket) {
      for (;;) ::pause();
      return 0;
    });
    REQUIRE(child);
  }
  CHECK(std::chrono::steady_clock::now() - start < 5s);
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("child process: is told to end when its starter is killed") {
  auto ends = MessageSocket::make_pair();
  REQUIRE(ends);
  const pid_t starter = ::fork();
  if (starter == 0) {
    // The grandchild holds a copy of our end of this pair: it closes when both are gone.
    auto child = ChildProcess::start([&](MessageSocket) {
      static_cast<void>(ends->second.send(bytes(1)));
      for (;;) ::pause();
      return 0;
    });
    for (;;) ::pause();
  }
  {
    const MessageSocket ours = std::move(ends->second);
  }
  REQUIRE(ends->first.receive(5s));
  ::kill(starter, SIGKILL);
  ::waitpid(starter, nullptr, 0);
  CHECK(ends->first.receive(5s).error().code == ErrorCode::cancelled);
}

}  // namespace bycatch
