// From the pixels of a picture to its imprint, bit for bit what the published C++ tool makes of the same pixels:
// shrink to 512x512 by nearest neighbour when a side is longer, luminance, a box filter twice in each direction, 64x64
// samples, the 16x16 lowest frequencies of their cosine transform, one bit each for "above the median".
//
// Threads:  all functions may run on any number of threads at once.
// Memory:   at most 1.5 MiB whatever the picture's size; pixels are read where they lie.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "imprint.h"
#include "result.h"

namespace bycatch {

// Rows of 8-bit samples, top row first. 1 channel: grey; 3 channels: red, green, blue of a pixel side by side.
struct PixelView {
  std::span<const std::uint8_t> bytes;
  int width;
  int height;
  std::size_t stride;  // bytes from one row to the next
  int channels;
};

inline constexpr int kMinSide = 5;      // the published minimum
inline constexpr int kMaxSide = 16384;  // no camera and no site has more

// How much there is to see in the picture, 0 to 100. Below kMinQuality (fog, plain sky) unrelated pictures look alike:
// such an imprint is neither kept nor searched, and the photo is `not_checkable`.
inline constexpr int kMinQuality = 50;

struct ImprintResult {
  Imprint imprint;
  int quality;
};

// The picture as it is, then as it would be when rotated (by 90, 180, 270 degrees) or mirrored (top to bottom, left to
// right, along the two diagonals): the order of the published tool. Both results come from one transform.
inline constexpr std::size_t kDihedrals = 8;
using PictureImprints = std::array<Imprint, kDihedrals>;
struct DihedralResult {
  PictureImprints imprints;
  int quality;
};

// Errors: bad_request, when the view has no pixels or reaches past its bytes; too_large, when a side is longer than
//         kMaxSide; not_checkable, when one is shorter than kMinSide.
[[nodiscard]] Result<ImprintResult> imprint_of(const PixelView& picture);
[[nodiscard]] Result<DihedralResult> dihedral_of(const PixelView& picture);

// A picture that was reduced to 256x256 grey by averaging areas. Sampled where the filters above would have sampled a
// 512x512 picture, so that the imprint is a few bits from the one of the whole picture instead of dozens.
inline constexpr std::size_t kThumbnailSide = 256;
using Thumbnail = std::span<const std::uint8_t, kThumbnailSide * kThumbnailSide>;
[[nodiscard]] ImprintResult imprint_of_thumbnail(Thumbnail grey);
[[nodiscard]] DihedralResult dihedral_of_thumbnail(Thumbnail grey);

}  // namespace bycatch
