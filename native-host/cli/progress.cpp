#include "progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace bycatch {
namespace {

constexpr std::chrono::milliseconds kBetween{100};
constexpr std::size_t kBarCells = 30;

}  // namespace

Progress::Progress(std::string what, std::string unit, std::uint64_t scale)
    : what_(std::move(what)),
      unit_(std::move(unit)),
      scale_(scale),
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
  std::cerr << '\r' << what_ << bar << ' ' << done / scale_
            << (whole > 0 ? " of " + std::to_string(whole / scale_) : "") << ' ' << unit_ << "\x1b[K" << std::flush;
}

}  // namespace bycatch
