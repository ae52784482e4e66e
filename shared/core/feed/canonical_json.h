// The one spelling of a JSON value that is signed and hashed (OLPC canonical JSON).
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace bycatch {

// UTF-8, names sorted by code point, no white space, in texts nothing escaped but `"` and `\`.
// Requires: a value without floats, of kMaxFeedJsonDepth levels at most, as parse_strict_json() gives it.
[[nodiscard]] std::string canonical_json(const nlohmann::json& value);

}  // namespace bycatch
