// A line on a terminal's standard error that says how far something long has come; nothing where that is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace bycatch {

class Progress {
 public:
  explicit Progress(std::string what);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();  // takes the line away

  // `whole` is 0 when it is not known. Draws ten times a second at most.
  void show(std::uint64_t done_bytes, std::uint64_t whole_bytes);

 private:
  std::string what_;
  bool is_terminal_;
  bool is_drawn_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace bycatch
