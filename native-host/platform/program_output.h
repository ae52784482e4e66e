// Another program of ours, and what it says on its standard output, a line at a time.
//
// Threads:  one.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "file_handle.h"
#include "result.h"

namespace bycatch {

class ProgramOutput {
 public:
  static constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20U;

  // It has no standard input, and what it says to standard error is lost. It goes on when this is gone.
  // Errors: not_found; io.
  static Result<ProgramOutput> start(const std::filesystem::path& program, std::span<const std::string> arguments);

  // What it has said since the last call, without waiting. A line that is too long is left out.
  [[nodiscard]] std::vector<std::string> lines();

  // Whether it has said all; it may take a moment more to end.
  [[nodiscard]] bool has_ended() const noexcept { return !output_.is_open(); }

 private:
  explicit ProgramOutput(FileHandle output) : output_(std::move(output)) {}

  FileHandle output_;
  std::string unread_;        // begins with the start of a line
  bool is_too_long_ = false;  // that line
};

}  // namespace bycatch
