// What a coder has learnt of one yes-or-no question, and trees of such questions for numbers. Whole numbers only: both
// sides learn the same on any machine.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace bycatch {

// How likely `false` is, in 2^-16; the n-th answer moves it by 1 / (n + 1.5) of the way, from the 127th on by 1 / 128.
class AdaptiveBit {
 public:
  static constexpr unsigned kBits = 16;

  // Never 0 and never all: at least 2^-11.
  [[nodiscard]] std::uint32_t false_share() const noexcept { return share_; }

  void learn(bool answer) noexcept {
    const std::int32_t target = answer ? 0 : 1 << kBits;
    const std::int32_t step = (target - std::int32_t{share_}) * kSteps[seen_] / (1 << 15);
    share_ = static_cast<std::uint16_t>(std::clamp(std::int32_t{share_} + step, kLeast, (1 << kBits) - kLeast));
    if (seen_ + 1U < kSteps.size()) ++seen_;
  }

 private:
  static constexpr std::int32_t kLeast = 32;
  static constexpr std::array<std::uint16_t, 127> kSteps = [] {
    std::array<std::uint16_t, 127> steps{};
    for (std::uint32_t n = 0; n < steps.size(); ++n) steps[n] = static_cast<std::uint16_t>((2U << 15U) / (2 * n + 3));
    return steps;
  }();

  std::uint16_t share_ = 1U << (kBits - 1);
  std::uint8_t seen_ = 0;
};

// A number of `kBits` bits, highest first; each bit's question depends on those above it.
template <unsigned kBits>
struct BitTree {
  std::array<AdaptiveBit, std::size_t{1} << kBits> nodes;
};

// Any number: its octave (below 8 itself), the two bits behind its highest, the rest plain.
struct NumberModel {
  BitTree<7> bucket;
  std::array<BitTree<2>, 64> top;
};

}  // namespace bycatch
