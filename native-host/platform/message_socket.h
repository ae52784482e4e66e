// One end of a pair of sockets between two processes of ours, which keeps messages apart. An open file can go with one.
//
// Threads:  one.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "file_handle.h"
#include "result.h"

namespace bycatch {

class MessageSocket {
 public:
  static constexpr std::size_t kMaxMessageBytes = 4096;

  // Errors: io.
  static Result<std::pair<MessageSocket, MessageSocket>> make_pair();

  // The end that a program was started with.
  [[nodiscard]] static MessageSocket adopt(FileHandle socket) noexcept { return MessageSocket(std::move(socket)); }
  [[nodiscard]] const FileHandle& handle() const noexcept { return socket_; }

  // Never waits. Requires: 1 <= message.size() <= kMaxMessageBytes.
  // Errors: cancelled, when the other end is gone; busy, when it does not keep up; io.
  Status send(std::span<const std::byte> message);

  // The next message; waits for it up to `limit`, or as long as it takes.
  // Errors: cancelled, when the other end is gone; timeout; too_large, the message is lost then; io.
  Result<std::vector<std::byte>> receive(std::optional<std::chrono::milliseconds> limit);

  // As send() and receive(), with an open file. One that came with a message to receive() is closed.
  Status send_file(std::span<const std::byte> message, const FileHandle& file);
  // The file is not open when none came.
  Result<std::pair<std::vector<std::byte>, FileHandle>> receive_file(std::optional<std::chrono::milliseconds> limit);

  // Tells the other end that nothing more will be sent.
  void finish_sending() noexcept;

 private:
  explicit MessageSocket(FileHandle socket) : socket_(std::move(socket)) {}

  // Waits until there is something to receive.
  Status wait(std::optional<std::chrono::milliseconds> limit) const;

  FileHandle socket_;
};

}  // namespace bycatch
