// Why a picture file has no imprint.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "picture_imprint.h"
#include "protocol.gen.h"

namespace bycatch {

// Values go between our own programs of one version.
enum class PictureFault : std::uint8_t {
  unreadable,   // it cannot be opened or read, or is no regular file
  empty,        // no bytes
  no_picture,   // of no kind that is known to be a picture or a video
  unsupported,  // a drawing, a document, a video, a picture of another kind
  animated,     // more than one picture: which of them would be posted is not known
  truncated,    // ends before the picture does
  damaged,      // what it says makes no picture
  too_large,    // more than kMaxSide along a side, kMaxPicturePixels or kMaxPictureBytes, or than memory allows
  too_small,    // less than kMinSide along a side
  low_quality,  // too little to see in it (kMinQuality)
  crashed,      // the decoder ended while it read it
  timed_out,    // the decoder did not come to an end
};
inline constexpr std::size_t kPictureFaults = 12;

inline constexpr std::int64_t kMaxPictureBytes = std::int64_t{256} << 20U;
inline constexpr std::int64_t kMaxPicturePixels = 100'000'000;  // as the extension has it

struct PictureFailure {
  PictureFault fault{};
  std::string place;  // "row 120 of 300", "30000 x 8 pixels"; empty when there is nothing to say
};

using PictureResult = std::expected<DihedralResult, PictureFailure>;

[[nodiscard]] std::string_view to_string(PictureFault fault) noexcept;
[[nodiscard]] ErrorCode code_of(PictureFault fault) noexcept;
// "it ends too early": to stand behind a file's name.
[[nodiscard]] std::string_view words_of(PictureFault fault) noexcept;
// "it ends too early (row 120 of 300)"
[[nodiscard]] std::string describe(const PictureFailure& failure);

}  // namespace bycatch
