// One end of a pair of sockets between two processes of ours, which keeps messages apart.
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

  // Never waits. Requires: 1 <= message.size() <= kMaxMessageBytes.
  // Errors: cancelled, when the other end is gone; busy, when it does not keep up; io.
  Status send(std::span<const std::byte> message);

  // The next message; waits for it up to `limit`, or as long as it takes.
  // Errors: cancelled, when the other end is gone; timeout; too_large, the message is lost then; io.
  Result<std::vector<std::byte>> receive(std::optional<std::chrono::milliseconds> limit);

  // Tells the other end that nothing more will be sent.
  void finish_sending() noexcept;

 private:
  explicit MessageSocket(FileHandle socket) : socket_(std::move(socket)) {}
  FileHandle socket_;
};

}  // namespace bycatch
