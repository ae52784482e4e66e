#include "shrink.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace bycatch {
namespace {

constexpr std::size_t kReducedSide = 512;  // a longer side first becomes this long
constexpr std::size_t kStripRows = 16;     // rows that are filtered side by side

// A running mean as it was published: the window grows at the near edge and shrinks at the far one, and each sum is the
// last one plus what enters minus what leaves, so that the same roundings happen.
struct Window {
  explicit Window(std::size_t length)
      : samples(length), ahead((size(length) + 2) / 2 - 1), behind(size(length) - ahead) {}

  static std::size_t size(std::size_t length) { return (length + 2 * kSamplesSide - 1) / (2 * kSamplesSide); }

  std::size_t samples;
  std::size_t ahead;   // sample o + ahead enters when o is written
  std::size_t behind;  // sample o - behind leaves
};

// Filters `lanes` signals at once; sample o of all lanes lies at in[o * lanes]. `emit` gets each o with its means.
template <class Emit>
void filter(const Window& window, std::size_t lanes, const float* in, float* sums, float* means, Emit emit) {
  std::fill_n(sums, lanes, 0.0F);
  std::size_t count = window.ahead;
  for (std::size_t o = 0; o < window.ahead; ++o) {
    for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += in[o * lanes + lane];
  }
  for (std::size_t o = 0; o < window.samples; ++o) {
    const bool entering = o + window.ahead < window.samples;
    const bool leaving = o >= window.behind;
    const float* enters = in + (entering ? o + window.ahead : 0) * lanes;
    const float* leaves = in + (leaving ? o - window.behind : 0) * lanes;
    count = count + (entering ? 1 : 0) - (leaving ? 1 : 0);
    const auto divisor = static_cast<float>(count);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      float sum = sums[lane];
      if (entering) sum += enters[lane];
      if (leaving) sum -= leaves[lane];
      sums[lane] = sum;
      means[lane] = sum / divisor;
    }
    emit(o, static_cast<const float*>(means));
  }
}

// Where output i of 64 is taken from: the middle of its share.
std::size_t sample_position(std::size_t i, std::size_t length) {
  return (2 * i + 1) * length / (2 * kSamplesSide);
}

// One row of luminance of the reduced picture.
class LuminanceRows {
 public:
  explicit LuminanceRows(const PixelView& picture) : picture_(picture) {
    const bool reduces = picture.width > int{kReducedSide} || picture.height > int{kReducedSide};
    const auto full_width = static_cast<std::size_t>(picture.width);
    const auto full_height = static_cast<std::size_t>(picture.height);
    width = reduces ? kReducedSide : full_width;
    height = reduces ? kReducedSide : full_height;
    for (std::size_t x = 0; x < width; ++x) {
      column_[x] = static_cast<std::uint32_t>(x * full_width / width * static_cast<std::size_t>(picture.channels));
    }
  }

  void read(std::size_t y, float* out) const {
    const std::size_t row = y * static_cast<std::size_t>(picture_.height) / height;
    const std::uint8_t* bytes = picture_.bytes.data() + row * picture_.stride;
    if (picture_.channels == 1) {
      for (std::size_t x = 0; x < width; ++x) out[x] = static_cast<float>(bytes[column_[x]]);
      return;
    }
    // Bytes first, then arithmetic over whole rows: the second loop is done many pixels at a time.
    std::array<std::array<std::uint8_t, kReducedSide>, 3> colour;
    for (std::size_t x = 0; x < width; ++x) {
      const std::uint8_t* pixel = bytes + column_[x];
      colour[0][x] = pixel[0];
      colour[1][x] = pixel[1];
      colour[2][x] = pixel[2];
    }
    for (std::size_t x = 0; x < width; ++x) {
      out[x] = 0.299F * static_cast<float>(colour[0][x]) + 0.587F * static_cast<float>(colour[1][x]) +
               0.114F * static_cast<float>(colour[2][x]);
    }
  }

  std::size_t width;
  std::size_t height;

 private:
  const PixelView& picture_;
  std::array<std::uint32_t, kReducedSide> column_;
};

// Rows lie in a strip column by column, so that a filter along the rows runs over all of them at once.
struct Strip {
  std::array<float, kReducedSide * kStripRows> columns{};

  void set_row(std::size_t row, const float* values, std::size_t width) {
    for (std::size_t x = 0; x < width; ++x) columns[x * kStripRows + row] = values[x];
  }
};

}  // namespace

Samples shrink(const PixelView& picture) {
  Samples samples;
  const LuminanceRows rows(picture);
  const std::size_t width = rows.width;
  const std::size_t height = rows.height;
  if (width == kSamplesSide && height == kSamplesSide) {
    for (std::size_t y = 0; y < height; ++y) rows.read(y, &samples[y * kSamplesSide]);
    return samples;
  }
  const Window along(width);
  const Window down(height);
  std::array<float, kReducedSide> sums;
  std::array<float, kReducedSide> means;
  std::array<float, kStripRows> strip_sums;
  std::array<float, kStripRows> strip_means;
  Strip strip;

  // First filter along the rows.
  std::vector<float> plane(width * height);
  for (std::size_t top = 0; top < height; top += kStripRows) {
    const std::size_t count = std::min(kStripRows, height - top);
    for (std::size_t row = 0; row < count; ++row) {
      rows.read(top + row, means.data());
      strip.set_row(row, means.data(), width);
    }
    filter(along, kStripRows, strip.columns.data(), strip_sums.data(), strip_means.data(),
           [&](std::size_t x, const float* mean) {
             for (std::size_t row = 0; row < count; ++row) plane[(top + row) * width + x] = mean[row];
           });
  }

  // First filter down the columns; whenever a strip of rows is full, the second filter along the rows, of which only
  // the sampled columns are kept.
  std::vector<float> narrow(height * kSamplesSide);
  filter(down, width, plane.data(), sums.data(), means.data(), [&](std::size_t y, const float* mean) {
    strip.set_row(y % kStripRows, mean, width);
    const std::size_t count = y % kStripRows + 1;
    if (count < kStripRows && y + 1 < height) return;
    float* out = &narrow[(y + 1 - count) * kSamplesSide];
    std::size_t next = 0;
    filter(along, kStripRows, strip.columns.data(), strip_sums.data(), strip_means.data(),
           [&](std::size_t x, const float* strip_mean) {
             for (; next < kSamplesSide && sample_position(next, width) == x; ++next) {
               for (std::size_t row = 0; row < count; ++row) out[row * kSamplesSide + next] = strip_mean[row];
             }
           });
  });

  // Second filter down the columns, of which only the sampled rows are kept.
  std::size_t next = 0;
  filter(down, kSamplesSide, narrow.data(), sums.data(), means.data(), [&](std::size_t y, const float* mean) {
    for (; next < kSamplesSide && sample_position(next, height) == y; ++next) {
      std::copy_n(mean, kSamplesSide, &samples[next * kSamplesSide]);
    }
  });
  return samples;
}

}  // namespace bycatch
