// Another program of ours at work for this one, with a socket between them as its standard input.
//
// Threads:  one; several may start programs at once.
#pragma once

#include <filesystem>
#include <string>

#include "message_socket.h"
#include "result.h"

namespace bycatch {

class HelperProgram {
 public:
  // Without standard output and error; no open file of ours goes with it.
  // Errors: not_found; permission; io.
  static Result<HelperProgram> start(const std::filesystem::path& program);

  HelperProgram(HelperProgram&& other) noexcept;
  HelperProgram& operator=(HelperProgram&& other) noexcept;
  ~HelperProgram() { end(); }

  [[nodiscard]] MessageSocket& link() noexcept { return link_; }

  // Kills it if it still runs. "it ended with 3", "it was killed by signal 11"; empty when it was ended before.
  std::string end();

 private:
  HelperProgram(MessageSocket link, int id) : link_(std::move(link)), id_(id) {}

  MessageSocket link_;
  int id_;  // 0: none
};

// For the program that was started: the socket, and an end when the starter ends.
// Errors: io, when standard input is no socket.
[[nodiscard]] Result<MessageSocket> link_to_starter();

}  // namespace bycatch
