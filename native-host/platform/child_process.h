// A second process of the same program, which ends when the first one does.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "message_socket.h"
#include "result.h"

namespace bycatch {

class ChildProcess {
 public:
  // Runs `body` in a process of its own, with the other end of link() and with no standard input or output; what it
  // returns is the exit code. The child is sent SIGTERM when its starter ends.
  // Requires: no other thread runs.
  // Errors: io; busy.
  static Result<ChildProcess> start(const std::function<int(MessageSocket)>& body);

  ChildProcess(ChildProcess&&) = default;
  ChildProcess& operator=(ChildProcess&&) = delete;

  // Tells the child to end, by the end of its input, and waits a second for it at most.
  ~ChildProcess();

  [[nodiscard]] MessageSocket& link() noexcept { return link_; }

 private:
  // Whose move leaves nothing behind.
  struct Id {
    explicit Id(int number) : value(number) {}
    Id(Id&& other) noexcept : value(std::exchange(other.value, 0)) {}
    int value;
  };
  [[nodiscard]] bool has_ended_within(std::chrono::milliseconds limit);

  ChildProcess(MessageSocket link, int id) : link_(std::move(link)), id_(id) {}

  MessageSocket link_;
  Id id_;
};

}  // namespace bycatch
