#include "message_socket.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

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

Status MessageSocket::wait(std::optional<std::chrono::milliseconds> limit) const {
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
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return fail_errno("poll");
    if (ready == 0 && Clock::now() >= deadline) return fail(ErrorCode::timeout, "receive");
  }
}

Result<std::vector<std::byte>> MessageSocket::receive(std::optional<std::chrono::milliseconds> limit) {
  auto received = receive_file(limit);
  return received ? Result<std::vector<std::byte>>(std::move(received->first))
                  : std::unexpected(std::move(received.error()));
}

namespace {

// Room for the one file that may come with a message; sent whole or not at all.
union FileNote {
  cmsghdr header;
  std::array<char, CMSG_SPACE(sizeof(int))> room;
};

msghdr header_of(iovec& bytes, FileNote& note) {
  msghdr header{};
  header.msg_iov = &bytes;
  header.msg_iovlen = 1;
  header.msg_control = &note;
  header.msg_controllen = sizeof note;
  return header;
}

FileHandle file_with(const msghdr& header) {
  const cmsghdr* note = CMSG_FIRSTHDR(&header);
  if (note == nullptr || note->cmsg_level != SOL_SOCKET || note->cmsg_type != SCM_RIGHTS) return {};
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(note), sizeof descriptor);
  return FileHandle(descriptor);
}

}  // namespace

Status MessageSocket::send_file(std::span<const std::byte> message, const FileHandle& file) {
  iovec bytes{const_cast<std::byte*>(message.data()), message.size()};
  FileNote note{};
  const msghdr header = header_of(bytes, note);
  note.header.cmsg_level = SOL_SOCKET;
  note.header.cmsg_type = SCM_RIGHTS;
  note.header.cmsg_len = CMSG_LEN(sizeof(int));
  const int descriptor = file.get();
  std::memcpy(CMSG_DATA(&note.header), &descriptor, sizeof descriptor);
  for (;;) {
    if (::sendmsg(socket_.get(), &header, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0) return {};
    if (errno != EINTR) return fail_errno("sendmsg");
  }
}

Result<std::pair<std::vector<std::byte>, FileHandle>> MessageSocket::receive_file(
    std::optional<std::chrono::milliseconds> limit) {
  for (;;) {
    if (const Status ready = wait(limit); !ready) return std::unexpected(ready.error());
    std::vector<std::byte> message(kMaxMessageBytes);
    iovec bytes{message.data(), message.size()};
    FileNote note{};
    msghdr header = header_of(bytes, note);
    const ssize_t got = ::recvmsg(socket_.get(), &header, MSG_TRUNC | MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) return fail_errno("recv");
    FileHandle file = file_with(header);
    if (got == 0) return fail(ErrorCode::cancelled, "other end gone");
    if (static_cast<std::size_t>(got) > kMaxMessageBytes) return fail(ErrorCode::too_large, "message");
    message.resize(static_cast<std::size_t>(got));
    return std::pair(std::move(message), std::move(file));
  }
}

void MessageSocket::finish_sending() noexcept {
  static_cast<void>(::shutdown(socket_.get(), SHUT_WR));
}

}  // namespace bycatch
