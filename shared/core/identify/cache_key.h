// `ig_cache_key`, which Instagram's CDN addresses carry: base64 of decimal digits, a dot, a version.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bycatch {

// The media pk in an unescaped key: the digits themselves, or their first 19 when 15 to 17 more follow. In a carousel
// it is the single picture's pk. Nothing for keys of other content (`anonymous_profile_pic`) or another length.
[[nodiscard]] std::optional<std::string> media_of_cache_key(std::string_view key);

}  // namespace bycatch
