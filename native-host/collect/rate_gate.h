// So many a second, and twice as many at once after a quiet time.
//
// Threads:  one.
#pragma once

#include <algorithm>
#include <chrono>

namespace bycatch {

class RateGate {
 public:
  using Time = std::chrono::steady_clock::time_point;
  RateGate(double a_second, Time now) noexcept : a_second_(a_second), left_(2 * a_second), since_(now) {}

  // Whether one more may pass.
  bool pass(Time now) noexcept {
    left_ = std::min(2 * a_second_, left_ + a_second_ * std::chrono::duration<double>(now - since_).count());
    since_ = now;
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
  }

 private:
  double a_second_;
  double left_;
  Time since_;
};

}  // namespace bycatch
