#include "picture_imprint.h"

#include <algorithm>

#include "shrink.h"
#include "spectrum.h"

namespace bycatch {
namespace {

Status check(const PixelView& picture) {
  if (picture.width <= 0 || picture.height <= 0 || (picture.channels != 1 && picture.channels != 3)) {
    return fail(ErrorCode::bad_request, "picture without pixels");
  }
  if (picture.width > kMaxSide || picture.height > kMaxSide) {
    return fail(ErrorCode::too_large, "picture side too long");
  }
  const std::size_t row = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.channels);
  const auto rows_below = static_cast<std::size_t>(picture.height) - 1;
  // Divided, not multiplied: a stride may be near 2^64.
  if (picture.stride < row || picture.bytes.size() < row ||
      (rows_below > 0 && picture.stride > (picture.bytes.size() - row) / rows_below)) {
    return fail(ErrorCode::bad_request, "picture reaches past its bytes");
  }
  if (picture.width < kMinSide || picture.height < kMinSide) {
    return fail(ErrorCode::not_checkable, "picture too small for an imprint");
  }
  return {};
}

// Four taps from pixel 4i+1: the double box filter of width 4 over a 512x512 picture, seen at its sample 8i+4, folded
// onto pixels twice as large. In sixteenths, so the result is exact.
constexpr std::array<int, 4> kTaps = {3, 7, 5, 1};

Samples sample_thumbnail(Thumbnail grey) {
  const auto source = [](std::size_t i, std::size_t tap) { return std::min(4 * i + 1 + tap, kThumbnailSide - 1); };
  Samples samples;
  for (std::size_t i = 0; i < kSamplesSide; ++i) {
    std::array<int, kThumbnailSide> row{};
    for (std::size_t tap = 0; tap < kTaps.size(); ++tap) {
      const auto from = grey.subspan(source(i, tap) * kThumbnailSide, kThumbnailSide);
      for (std::size_t x = 0; x < kThumbnailSide; ++x) row[x] += kTaps[tap] * from[x];
    }
    for (std::size_t j = 0; j < kSamplesSide; ++j) {
      int sum = 0;
      for (std::size_t tap = 0; tap < kTaps.size(); ++tap) sum += kTaps[tap] * row[source(j, tap)];
      samples[i * kSamplesSide + j] = static_cast<float>(sum) / 256.0F;
    }
  }
  return samples;
}

ImprintResult result_of(const Samples& samples) {
  return {imprint_from(spectrum_of(samples)), quality_of(samples)};
}

DihedralResult dihedral_result_of(const Samples& samples) {
  return {dihedral_from(spectrum_of(samples)), quality_of(samples)};
}

}  // namespace

Result<ImprintResult> imprint_of(const PixelView& picture) {
  if (const Status fit = check(picture); !fit) return std::unexpected(fit.error());
  return result_of(shrink(picture));
}

Result<DihedralResult> dihedral_of(const PixelView& picture) {
  if (const Status fit = check(picture); !fit) return std::unexpected(fit.error());
  return dihedral_result_of(shrink(picture));
}

ImprintResult imprint_of_thumbnail(Thumbnail grey) {
  return result_of(sample_thumbnail(grey));
}

DihedralResult dihedral_of_thumbnail(Thumbnail grey) {
  return dihedral_result_of(sample_thumbnail(grey));
}

}  // namespace bycatch
