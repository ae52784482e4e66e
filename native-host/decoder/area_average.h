// A picture reduced to 256x256 grey, each sample the mean of exactly the area it covers: the same sums as the extension
// makes (area-average.ts), so that a picture has one imprint however it comes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "picture_imprint.h"

namespace bycatch {

using ThumbnailBytes = std::array<std::uint8_t, kThumbnailSide * kThumbnailSide>;

class AreaAverage {
 public:
  // Requires: 1 <= width, height <= kMaxSide.
  AreaAverage(int width, int height);

  // The next row, top row first: red, green and blue of each pixel.
  void add_row(std::span<const std::uint8_t> rgb);

  // After the last row. Top row first.
  [[nodiscard]] ThumbnailBytes grey() const;

 private:
  void sum_row(std::span<const std::uint8_t> rgb);

  std::uint64_t width_;
  std::uint64_t height_;
  std::uint64_t next_row_ = 0;
  std::vector<std::uint32_t> luminance_;  // of one row
  std::vector<std::uint64_t> row_;        // sums of luminance times width
  std::vector<std::uint64_t> sums_;       // of luminance times area: below 2^54
};

}  // namespace bycatch
