#include "child_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace bycatch {

namespace {
constexpr std::chrono::seconds kEndLimit{1};

// False when the starter had already ended before the child could ask to be told.
bool end_with_starter(pid_t starter) {
  return ::prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && ::getppid() == starter;
}

// The browser sees the end of a host's output only when every holder of it is gone.
bool let_go_of_standard_streams() {
  const FileHandle null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  return null.is_open() && ::dup2(null.get(), STDIN_FILENO) >= 0 && ::dup2(null.get(), STDOUT_FILENO) >= 0;
}
}  // namespace

Result<ChildProcess> ChildProcess::start(const std::function<int(MessageSocket)>& body) {
  auto ends = MessageSocket::make_pair();
  if (!ends) return std::unexpected(std::move(ends.error()));
  const pid_t starter = ::getpid();
  const pid_t id = ::fork();
  if (id < 0) return fail_errno("fork");
  if (id == 0) {
    {
      const MessageSocket starters_end = std::move(ends->first);
    }
    std::signal(SIGTERM, SIG_DFL);
    if (!end_with_starter(starter) || !let_go_of_standard_streams()) std::_Exit(EXIT_FAILURE);
    // What the starter would do at its own end is not the child's to do.
    std::_Exit(body(std::move(ends->second)));
  }
  return ChildProcess(std::move(ends->first), id);
}

ChildProcess::~ChildProcess() {
  if (id_.value == 0) return;
  link_.finish_sending();
  // A starter that has locked itself in may not send signals: what it started is told by its end.
  if (!has_ended_within(kEndLimit) && ::kill(id_.value, SIGTERM) != 0) return;
  ::waitpid(id_.value, nullptr, 0);
}

// The child lets go of its end of the link only by ending; late replies are dropped.
bool ChildProcess::has_ended_within(std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const auto message = link_.receive(left);
    if (!message && message.error().code != ErrorCode::too_large) return message.error().code != ErrorCode::timeout;
  }
}

}  // namespace bycatch
