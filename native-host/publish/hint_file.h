// A publisher's files of site hints (FEED.md), each {"platform": "instagram", "photos": ["div.view img[src]"]}
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "result.h"

namespace bycatch {

// `files` is an array of them, or null.
// Errors: bad_format, naming what whoever syncs would pass over.
[[nodiscard]] Status check_hints(const nlohmann::json& files);

}  // namespace bycatch
