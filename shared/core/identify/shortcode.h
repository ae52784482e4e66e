// The codes of Instagram post addresses: a media pk in base64url digits, the highest first.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bycatch {

// The media pk of a code of 1 to 11 characters, or of the 39 that a post of a private account bears, whose first 11
// count. Nothing for another length, another character, a leading `A` (a zero) or a number above 2^63-1.
[[nodiscard]] std::optional<std::uint64_t> decode_shortcode(std::string_view code) noexcept;

}  // namespace bycatch
