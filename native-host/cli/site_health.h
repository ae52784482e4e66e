// Photos seen and recognised on the sites, over the last 30 days.
#pragma once

#include <vector>

#include "result.h"

namespace bycatch {

// Empty when nothing was ever counted.
// Errors: as StateDb's.
[[nodiscard]] Result<std::vector<SiteHealth>> recent_site_health();

}  // namespace bycatch
