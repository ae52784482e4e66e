// JSON as it may come from outside.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "result.h"

namespace bycatch {

// Refuses what the library would let pass or only notice late: more than kMaxDepth levels, a key twice in one object,
// anything after the value. Needs memory in proportion to the text and no stack.
// Errors: bad_request.
[[nodiscard]] Result<nlohmann::json> parse_json_text(std::string_view text);

}  // namespace bycatch
