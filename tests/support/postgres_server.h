// A PostgreSQL server of a test's own: in its folder, on a socket there, gone with it. A server refuses to run as root;
// it runs as `postgres` then.
#pragma once

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "temp_folder.h"

namespace bycatch {

class PostgresServer {
 public:
  // The newest of this system; nothing when there is none.
  static std::optional<std::filesystem::path> programs() {
    std::vector<std::filesystem::path> found;
    std::error_code none;
    for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", none)) {
      if (std::filesystem::exists(version.path() / "bin" / "initdb")) found.push_back(version.path() / "bin");
    }
    return found.empty() ? std::nullopt : std::optional(*std::ranges::max_element(found));
  }

  PostgresServer() {
    if (::getuid() == 0 && ::chown(folder_.path().c_str(), user()->pw_uid, user()->pw_gid) != 0) return;
    run({"initdb", "--pgdata", data(), "--auth", "trust", "--username", "test", "--no-sync", "--encoding", "UTF8"});
    start();
  }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer() { kill(); }

  [[nodiscard]] std::string words() const {
    return "host=" + folder_.path().string() + " user=test dbname=postgres connect_timeout=5";
  }

  void start() {
    pid_ = spawn({"postgres", "-D", data(), "-k", folder_.path().string(), "-h", ""});
    for (int wait = 0; wait < 500 && run({"pg_isready", "-q", "-h", folder_.path().string()}) != 0; ++wait) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  // As a machine does that loses its power: no farewell.
  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGQUIT);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }

 private:
  static const passwd* user() { return ::getpwnam("postgres"); }
  [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }

  static pid_t spawn(std::vector<std::string> words) {
    words.front() = (*programs() / words.front()).string();
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    if (::getuid() == 0 && (::setgid(user()->pw_gid) != 0 || ::setuid(user()->pw_uid) != 0)) ::_exit(126);
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
    ::unsetenv("LSAN_OPTIONS");
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }

  static int run(const std::vector<std::string>& words) {
    int status = 0;
    ::waitpid(spawn(words), &status, 0);
    return status;
  }

  TempFolder folder_;
  pid_t pid_ = 0;
};

}  // namespace bycatch
