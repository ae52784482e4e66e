#include "progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace bycatch {
namespace {

constexpr std::chrono::milliseconds kBetween{100};
constexpr std::size_t kBarCells = 30;
constexpr std::uint64_t kMegabyte = 1'000'000;

}  // namespace

Progress::Progress(std::string what)
    : what_(std::move(what)), is_terminal_(::isatty(STDERR_FILENO) == 1), next_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (is_drawn_) {
    std::cerr << "\r\x1b[K" << std::flush;
  }
}

void Progress::show(std::uint64_t done_bytes, std::uint64_t whole_bytes) {
  if (!is_terminal_ || std::chrono::steady_clock::now() < next_) {
    return;
  }
  next_ = std::chrono::steady_clock::now() + kBetween;
  is_drawn_ = true;
  std::string bar;
  if (whole_bytes > 0) {
    const auto full = static_cast<std::size_t>(std::min(done_bytes, whole_bytes) * kBarCells / whole_bytes);
    bar = " [" + std::string(full, '#') + std::string(kBarCells - full, '.') + "]";
  }
  std::cerr << '\r' << what_ << bar << ' ' << done_bytes / kMegabyte
            << (whole_bytes > 0 ? " of " + std::to_string(whole_bytes / kMegabyte) : "") << " MB\x1b[K" << std::flush;
}

}  // namespace bycatch
