#include "program_output.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace bycatch {

Result<ProgramOutput> ProgramOutput::start(const std::filesystem::path& program,
                                           std::span<const std::string> arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail_errno("pipe");
  FileHandle output(ends[0]);
  const FileHandle input(ends[1]);
  if (::fcntl(output.get(), F_SETFL, O_NONBLOCK) != 0) return fail_errno("pipe");

  std::string name = program.string();
  std::vector<std::string> words(arguments.begin(), arguments.end());
  std::vector<char*> all{name.data()};
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);

  posix_spawn_file_actions_t streams;
  if (::posix_spawn_file_actions_init(&streams) != 0) return fail(ErrorCode::io, "streams of a program");
  pid_t id = 0;
  errno = ::posix_spawn_file_actions_addopen(&streams, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (errno == 0) errno = ::posix_spawn_file_actions_adddup2(&streams, input.get(), STDOUT_FILENO);
  if (errno == 0) errno = ::posix_spawn_file_actions_addopen(&streams, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  if (errno == 0) errno = ::posix_spawn(&id, name.c_str(), &streams, nullptr, all.data(), environ);
  const int failure = errno;
  ::posix_spawn_file_actions_destroy(&streams);
  errno = failure;
  if (failure != 0) return fail_errno("start " + program.filename().string());
  return ProgramOutput(std::move(output));
}

std::vector<std::string> ProgramOutput::lines() {
  std::vector<std::string> lines;
  std::array<char, 4096> part{};
  while (output_.is_open()) {
    const ssize_t got = ::read(output_.get(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) break;
    if (got <= 0) {
      output_ = FileHandle();
      break;
    }
    for (const char byte : std::span(part).first(static_cast<std::size_t>(got))) {
      if (byte != '\n') {
        is_too_long_ = is_too_long_ || unread_.size() == kMaxLineBytes;
        if (!is_too_long_) unread_ += byte;
        continue;
      }
      if (!is_too_long_) lines.push_back(std::move(unread_));
      unread_.clear();
      is_too_long_ = false;
    }
  }
  return lines;
}

}  // namespace bycatch
