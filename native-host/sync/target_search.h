// Finds one target among the delegations of a repository (The Update Framework 1.0.34, section 5.6.7).
#pragma once

#include <string_view>

#include "metadata_refresh.h"

namespace bycatch {

inline constexpr int kMaxSearchedRoles = 32;

// Looks in `targets`, then in the roles it delegates to whose paths cover `name`, depth first in their order; each role
// once; behind a terminating one nothing. Roles are loaded as they are needed.
// Errors: not_found; as load_targets().
Result<TargetFile> find_target(TrustedSet& trusted, FeedSource& source, MetadataStore& store, std::string_view name);

}  // namespace bycatch
