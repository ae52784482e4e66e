// When an Instagram media was posted, which its id tells.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "protocol.gen.h"

namespace bycatch {

// The year (UTC) in which the media was posted. Nothing for other identifiers; for the ids of before August 2011, which
// bear no time; and for one that would be of after `now`, as made-up ids are.
[[nodiscard]] std::optional<std::int64_t> media_year(const Identifier& identifier, std::chrono::sys_seconds now);

}  // namespace bycatch
