#include "helper_program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace bycatch {
namespace {

// What the new program's standard streams are; all else is closed by exec.
class StandardStreams {
 public:
  explicit StandardStreams(int input) {
    is_made_ = ::posix_spawn_file_actions_init(&actions_) == 0;
    is_whole_ = is_made_ && ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO) == 0;
    for (const int output : {STDOUT_FILENO, STDERR_FILENO}) {
      is_whole_ = is_whole_ && ::posix_spawn_file_actions_addopen(&actions_, output, "/dev/null", O_WRONLY, 0) == 0;
    }
  }
  StandardStreams(const StandardStreams&) = delete;
  StandardStreams& operator=(const StandardStreams&) = delete;
  ~StandardStreams() {
    if (is_made_) ::posix_spawn_file_actions_destroy(&actions_);
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return is_whole_ ? &actions_ : nullptr; }

 private:
  posix_spawn_file_actions_t actions_{};
  bool is_made_ = false;
  bool is_whole_ = false;
};

}  // namespace

Result<HelperProgram> HelperProgram::start(const std::filesystem::path& program) {
  auto ends = MessageSocket::make_pair();
  if (!ends) return std::unexpected(std::move(ends.error()));
  // A socket that is standard input already would keep its mark to be closed by exec.
  const FileHandle other(::fcntl(ends->second.handle().get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  const StandardStreams streams(other.get());
  if (!other.is_open() || streams.get() == nullptr) return fail(ErrorCode::io, "streams of a program");
  std::string name = program.string();
  const std::array<char*, 2> arguments{name.data(), nullptr};
  pid_t id = 0;
  errno = ::posix_spawn(&id, name.c_str(), streams.get(), nullptr, arguments.data(), environ);
  if (errno != 0) return fail_errno("start " + program.filename().string());
  return HelperProgram(std::move(ends->first), id);
}

HelperProgram::HelperProgram(HelperProgram&& other) noexcept
    : link_(std::move(other.link_)), id_(std::exchange(other.id_, 0)) {}

HelperProgram& HelperProgram::operator=(HelperProgram&& other) noexcept {
  if (this != &other) {
    end();
    link_ = std::move(other.link_);
    id_ = std::exchange(other.id_, 0);
  }
  return *this;
}

std::string HelperProgram::end() {
  if (id_ == 0) return {};
  const int id = std::exchange(id_, 0);
  // One that has ended by itself is still there to be asked, and a signal does it no harm.
  ::kill(id, SIGKILL);
  int status = 0;
  while (::waitpid(id, &status, 0) < 0) {
    if (errno != EINTR) return "it is gone";
  }
  return WIFSIGNALED(status) ? "it was killed by signal " + std::to_string(WTERMSIG(status))
                             : "it ended with " + std::to_string(WEXITSTATUS(status));
}

Result<MessageSocket> link_to_starter() {
  FileHandle link(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  int type = 0;
  socklen_t size = sizeof type;
  if (!link.is_open() || ::getsockopt(link.get(), SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_SEQPACKET) {
    return fail(ErrorCode::io, "not started by a program of ours");
  }
  const FileHandle null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null.is_open() || ::dup2(null.get(), STDIN_FILENO) < 0) return fail_errno("take the link");
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return fail_errno("end with the starter");
  return MessageSocket::adopt(std::move(link));
}

}  // namespace bycatch
