// What the decoder says of one picture, as one message. Both ends are of one version; what comes from the decoder is
// hostile all the same, for a picture may have taken it over.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "picture_fault.h"

namespace bycatch {

// The first message, once the decoder has confined itself. `asking` is the one that goes with each picture's file.
inline constexpr std::byte kDecoderReady{0x42};
inline constexpr std::byte kPictureAsked{0x43};

inline constexpr std::size_t kMaxPlaceBytes = 200;

[[nodiscard]] std::vector<std::byte> encode_picture(const PictureResult& picture);

// Nothing when it is not of the form. A place is cut to its letters of ASCII.
[[nodiscard]] std::optional<PictureResult> parse_picture(std::span<const std::byte> message);

}  // namespace bycatch
