#include "progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace bycatch {
namespace {

constexpr std::chrono::milliseconds kBetween{100};
constexpr std::size_t kBarCells = 30;
constexpr std::uint64_t kMillion = 1'000'000;

}  // namespace

Progress::Progress(std::string what, std::string unit)
    : what_(std::move(what)),
      unit_(std::move(unit)),
      is_terminal_(::isatty(STDERR_FILENO) == 1),
      next_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (is_drawn_) {
    std::cerr << "\r\x1b[K" << std::flush;
  }
}

void Progress::show(std::uint64_t done, std::uint64_t whole) {
  if (!is_terminal_ || std::chrono::steady_clock::now() < next_) {
    return;
  }
  next_ = std::chrono::steady_clock::now() + kBetween;
  is_drawn_ = true;
  std::string bar;
  if (whole > 0) {
    const auto full = static_cast<std::size_t>(std::min(done, whole) * kBarCells / whole);
    bar = " [" + std::string(full, '#') + std::string(kBarCells - full, '.') + "]";
  }
  std::cerr << '\r' << what_ << bar << ' ' << done / kMillion
            << (whole > 0 ? " of " + std::to_string(whole / kMillion) : "") << ' ' << unit_ << "\x1b[K" << std::flush;
}

}  // namespace bycatch
