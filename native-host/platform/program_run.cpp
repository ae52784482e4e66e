#include "program_run.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

namespace bycatch {

int run_program(const std::filesystem::path& program) {
  constexpr int kNotStarted = 127;
  constexpr int kKilled = 128;
  std::string name = program.string();
  const std::array<char*, 2> words{name.data(), nullptr};
  posix_spawn_file_actions_t streams;
  if (::posix_spawn_file_actions_init(&streams) != 0) return kNotStarted;
  pid_t id = 0;
  int failure = ::posix_spawn_file_actions_addopen(&streams, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (failure == 0) failure = ::posix_spawn_file_actions_adddup2(&streams, STDERR_FILENO, STDOUT_FILENO);
  if (failure == 0) failure = ::posix_spawn(&id, name.c_str(), &streams, nullptr, words.data(), environ);
  ::posix_spawn_file_actions_destroy(&streams);
  if (failure != 0) return kNotStarted;
  int status = 0;
  while (::waitpid(id, &status, 0) < 0) {
    if (errno != EINTR) return kNotStarted;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : kKilled + WTERMSIG(status);
}

}  // namespace bycatch
