#include "message_socket.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace bycatch {

Result<std::pair<MessageSocket, MessageSocket>> MessageSocket::make_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return fail_errno("socketpair");
  return std::pair(MessageSocket(FileHandle(ends[0])), MessageSocket(FileHandle(ends[1])));
}

Status MessageSocket::send(std::span<const std::byte> message) {
  for (;;) {
    if (::send(socket_.get(), message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT) >= 0) return {};
    if (errno != EINTR) return fail_errno("send");
  }
}

Result<std::vector<std::byte>> MessageSocket::receive(std::optional<std::chrono::milliseconds> limit) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = limit ? Clock::now() + *limit : Clock::time_point::max();
  for (;;) {
    int wait_ms = -1;
    if (limit) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
      wait_ms = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000));
    }
    pollfd waited{socket_.get(), POLLIN, 0};
    const int ready = ::poll(&waited, 1, wait_ms);
    if (ready < 0 && errno != EINTR) return fail_errno("poll");
    if (ready == 0 && Clock::now() >= deadline) return fail(ErrorCode::timeout, "receive");
    if (ready <= 0) continue;

    std::vector<std::byte> message(kMaxMessageBytes);
    const ssize_t got = ::recv(socket_.get(), message.data(), message.size(), MSG_TRUNC | MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) return fail_errno("recv");
    if (got == 0) return fail(ErrorCode::cancelled, "other end gone");
    if (static_cast<std::size_t>(got) > kMaxMessageBytes) return fail(ErrorCode::too_large, "message");
    message.resize(static_cast<std::size_t>(got));
    return message;
  }
}

void MessageSocket::finish_sending() noexcept {
  static_cast<void>(::shutdown(socket_.get(), SHUT_WR));
}

}  // namespace bycatch
