// What the lists themselves show of a tag: photos in them that carry it.
#pragma once

#include <vector>

#include "generation.h"

namespace bycatch {

// An advisory of the level `observed` for each list with photos that carry `tag` (a tag's identifier, in normal form),
// most photos first; none for a dataset of which `stronger` speaks.
// Errors: corrupt.
[[nodiscard]] Result<std::vector<Advisory>> observed_advisories(const Generation& generation, const Identifier& tag,
                                                                std::span<const Advisory> stronger);

}  // namespace bycatch
