#include "area_average.h"

#include <algorithm>

namespace bycatch {
namespace {

// ITU-R BT.601, as in PDQ; in parts of 65,536, so that all sums stay whole numbers.
constexpr std::uint32_t kRed = 19'595;
constexpr std::uint32_t kGreen = 38'470;
constexpr std::uint32_t kBlue = 7'471;
constexpr std::uint64_t kWhole = 65'536;

// A line of `length` pixels is cut into 256 cells of `length` units each; a pixel has 256 units, so that each overlap
// is a whole number.
constexpr std::uint64_t kPixelUnits = kThumbnailSide;

}  // namespace

AreaAverage::AreaAverage(int width, int height)
    : width_(static_cast<std::uint64_t>(width)),
      height_(static_cast<std::uint64_t>(height)),
      luminance_(width_),
      row_(kThumbnailSide),
      sums_(kThumbnailSide * kThumbnailSide) {}

void AreaAverage::sum_row(std::span<const std::uint8_t> rgb) {
  for (std::size_t x = 0; x < width_; ++x) {
    luminance_[x] = kRed * rgb[3 * x] + kGreen * rgb[3 * x + 1] + kBlue * rgb[3 * x + 2];
  }
  for (std::size_t cell = 0; cell < kThumbnailSide; ++cell) {
    const std::uint64_t from = cell * width_;
    const std::uint64_t to = from + width_;
    const std::uint64_t first = from / kPixelUnits;
    const std::uint64_t last = (to - 1) / kPixelUnits;
    if (first == last) {
      row_[cell] = luminance_[first] * width_;
      continue;
    }
    std::uint64_t sum =
        luminance_[first] * ((first + 1) * kPixelUnits - from) + luminance_[last] * (to - last * kPixelUnits);
    std::uint64_t inner = 0;
    for (std::uint64_t x = first + 1; x < last; ++x) inner += luminance_[x];
    row_[cell] = sum + inner * kPixelUnits;
  }
}

void AreaAverage::add_row(std::span<const std::uint8_t> rgb) {
  sum_row(rgb);
  const std::uint64_t from = next_row_ * kPixelUnits;
  const std::uint64_t to = from + kPixelUnits;
  for (std::uint64_t cell = from / height_; cell * height_ < to && cell < kThumbnailSide; ++cell) {
    const std::uint64_t units = std::min(to, (cell + 1) * height_) - std::max(from, cell * height_);
    std::uint64_t* const out = &sums_[cell * kThumbnailSide];
    for (std::size_t x = 0; x < kThumbnailSide; ++x) out[x] += row_[x] * units;
  }
  ++next_row_;
}

ThumbnailBytes AreaAverage::grey() const {
  const std::uint64_t area = width_ * height_ * kWhole;
  ThumbnailBytes out{};
  std::ranges::transform(sums_, out.begin(),
                         [&](std::uint64_t sum) { return static_cast<std::uint8_t>((sum + area / 2) / area); });
  return out;
}

}  // namespace bycatch
