// The codes of flic.kr short addresses.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bycatch {

// The number that `code` stands for. Nothing for a character outside the alphabet (no 0, O, I, l; letter case counts),
// a leading `1` (a zero, which Flickr does not write) or more than 10 characters (2^58; photo ids need 8).
[[nodiscard]] std::optional<std::uint64_t> decode_base58(std::string_view code) noexcept;

}  // namespace bycatch
