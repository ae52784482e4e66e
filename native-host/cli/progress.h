// A line on a terminal's standard error that says how far something long has come; nothing where that is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace bycatch {

class Progress {
 public:
  // `unit` is what `scale` of the numbers that are shown are called.
  explicit Progress(std::string what, std::string unit = "MB", std::uint64_t scale = 1'000'000);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();  // takes the line away

  // `whole` is 0 when it is not known. Draws ten times a second at most.
  void show(std::uint64_t done, std::uint64_t whole);

 private:
  std::string what_;
  std::string unit_;
  std::uint64_t scale_;
  bool is_terminal_;
  bool is_drawn_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace bycatch
