#include "kept_rights.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "temp_folder.h"

namespace bycatch {

namespace {

namespace fs = std::filesystem;

bool opens(const fs::path& file, int how) {
  const int opened = ::open(file.c_str(), how | O_CLOEXEC, 0600);
  if (opened >= 0) ::close(opened);
  return opened >= 0;
}

bool starts(const char* program) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl(program, program, nullptr);
    ::_exit(111);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// Runs `work` in a process that kept only `rights`; how many of its checks failed, 100 where this system cannot hold
// it.
int failures_under(const KeptRights& rights, const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(keep_only(rights) == SandboxState::full ? work() : 100);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 101;
}

int wrong(std::initializer_list<bool> holds) {
  int count = 0;
  for (const bool one : holds) count += one ? 0 : 1;
  return count;
}

}  // namespace

TEST_CASE("kept rights: files are read and written where that is needed, and nowhere else; no program is started") {
  const TempFolder folder;
  const fs::path in = folder.path() / "in";
  const fs::path out = folder.path() / "out";
  const fs::path other = folder.path() / "other";
  for (const fs::path& one : {in, out, other}) {
    fs::create_directory(one);
    std::ofstream(one / "file") << "text";
  }
  const pid_t parent = ::getpid();
  const int failed = failures_under({.readable = {in, other / "file"}, .writable = {out}}, [&] {
    std::error_code error;
    fs::create_directory(out / "new", error);
    fs::rename(out / "file", out / "new/moved", error);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    bool has_thread = false;
    std::thread([&] { has_thread = true; }).join();
    return wrong({
        // what is needed
        opens(in / "file", O_RDONLY),
        opens(other / "file", O_RDONLY),
        opens(out / "new/moved", O_RDWR),
        opens(out / "made", O_WRONLY | O_CREAT),
        ::truncate((out / "made").c_str(), 1) == 0,
        opens("/etc/ssl/openssl.cnf", O_RDONLY) || !fs::exists("/etc/ssl/openssl.cnf"),
        opens("/dev/null", O_RDWR),
        socket >= 0,
        has_thread,
        // what is not
        !opens(in / "file", O_RDWR),
        !opens(in / "made", O_WRONLY | O_CREAT),
        !opens(other / "file", O_WRONLY),
        !opens(other / "made", O_WRONLY | O_CREAT),
        !opens(folder.path() / "made", O_WRONLY | O_CREAT),
        ::unlink((other / "file").c_str()) != 0,
        ::rename((out / "made").c_str(), (other / "made").c_str()) != 0,
        ::symlink("x", (other / "link").c_str()) != 0,
        !starts("/bin/true"),
        ::kill(parent, 0) != 0,
    });
  });
  if (failed == 100) {
    MESSAGE("skipped: this kernel cannot hold it");
    return;
  }
  CHECK(failed == 0);
}

TEST_CASE("kept rights: a command that starts programs can, and they have no more rights than it has") {
  const TempFolder folder;
  const fs::path file = folder.path() / "file";
  std::ofstream(file) << "text";
  const int failed = failures_under({.readable = {}, .writable = {}, .starts_programs = true},
                                    [&] { return wrong({starts("/bin/true"), !opens(file, O_RDONLY)}); });
  if (failed == 100) {
    MESSAGE("skipped: this kernel cannot hold it");
    return;
  }
  CHECK(failed == 0);
}

}  // namespace bycatch
