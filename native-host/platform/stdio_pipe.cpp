#include "stdio_pipe.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace bycatch {

namespace {
// The end of the input tells of nearly every death of a browser; this is for one whose pipe some other process
// inherited.
constexpr int kParentCheckMs = 5000;
}  // namespace

Result<StdioPipe> StdioPipe::take() {
  FileHandle in(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  FileHandle out(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  FileHandle null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!in.is_open() || !out.is_open() || !null.is_open()) return fail_errno("take standard streams");
  if (::dup2(null.get(), STDIN_FILENO) < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
    return fail_errno("replace standard streams");
  }
  return StdioPipe(std::move(in), std::move(out));
}

Result<std::size_t> StdioPipe::read_some(std::span<char> buffer) {
  for (;;) {
    pollfd waited{in_.get(), POLLIN, 0};
    const int ready = ::poll(&waited, 1, kParentCheckMs);
    if (ready < 0 && errno != EINTR) return fail_errno("poll");
    if (ready > 0) {
      const ssize_t got = ::read(in_.get(), buffer.data(), buffer.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR && errno != EAGAIN) return fail_errno("read");
    }
    if (parent_.is_parent_gone()) return fail(ErrorCode::cancelled, "parent gone");
  }
}

Status StdioPipe::write_all(std::span<const char> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(out_.get(), bytes.data(), bytes.size());
    if (written >= 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd waited{out_.get(), POLLOUT, 0};
      static_cast<void>(::poll(&waited, 1, kParentCheckMs));
      if (parent_.is_parent_gone()) return fail(ErrorCode::cancelled, "parent gone");
    } else if (errno != EINTR) {
      return fail_errno("write");
    }
  }
  return {};
}

}  // namespace bycatch
