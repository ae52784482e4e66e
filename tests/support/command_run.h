// Runs a program as a person would: arguments, standard input, a data folder of its own.
#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "temp_folder.h"

namespace bycatch {

struct Ended {
  int code = -1;  // 128 + signal when killed
  std::string out;
  std::string err;
};

class CommandRun {
 public:
  struct Options {
    std::string input;
    std::optional<rlim_t> max_file_bytes;
    std::vector<std::pair<std::string, std::string>> environment = {};
  };

  CommandRun(const std::filesystem::path& program, const std::filesystem::path& home,
             const std::vector<std::string>& arguments, const Options& options) {
    std::ofstream(path("in"), std::ios::binary) << options.input;
    std::vector<std::string> words = {program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
      redirect("in", O_RDONLY, STDIN_FILENO);
      redirect("out", O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
      redirect("err", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
      ::setenv("BYCATCH_HOME", home.c_str(), 1);
      ::setenv("HOME", home.c_str(), 1);
      for (const char* of_the_tester : {"XDG_CONFIG_HOME", "SUDO_USER", "DOAS_USER", "PKEXEC_UID"}) {
        ::unsetenv(of_the_tester);
      }
      for (const auto& [name, value] : options.environment) ::setenv(name.c_str(), value.c_str(), 1);
      if (options.max_file_bytes) {
        const rlimit limit{*options.max_file_bytes, *options.max_file_bytes};
        ::setrlimit(RLIMIT_FSIZE, &limit);
      }
      ::execv(argv[0], argv.data());
      ::_exit(127);
    }
  }

  [[nodiscard]] std::string out_so_far() const { return read("out"); }
  void kill(int signal) const { ::kill(pid_, signal); }

  Ended wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read("out"), read("err")};
  }

 private:
  [[nodiscard]] std::filesystem::path path(const char* name) const { return folder_.path() / name; }
  void redirect(const char* name, int flags, int to) const { ::dup2(::open(path(name).c_str(), flags, 0600), to); }
  [[nodiscard]] std::string read(const char* name) const {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  TempFolder folder_;
  pid_t pid_ = -1;
};

}  // namespace bycatch
