// JSON of which no two readers can think differently: what a lenient one would let pass is refused.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "result.h"

namespace bycatch {

inline constexpr std::size_t kMaxFeedJsonDepth = 24;
inline constexpr std::size_t kMaxFeedJsonValues = 100'000;

// Refused: a name twice in one object, more than kMaxFeedJsonDepth levels or kMaxFeedJsonValues values and names, any
// number but a 64-bit integer, bytes that are not UTF-8, half a surrogate pair, NUL in a text, a byte order mark,
// anything but white space behind the end.
// Errors: too_large; not_a_feed, when it does not even begin like an object; bad_format.
[[nodiscard]] Result<nlohmann::json> parse_strict_json(std::string_view text, std::size_t max_bytes);

}  // namespace bycatch
