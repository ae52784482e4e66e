// How the browsers of this user find bycatch-host.
#pragma once

#include <filesystem>
#include <vector>

#include "finding.h"

namespace bycatch {

// A finding for each browser that is there, with the manifest that it uses, for each copy of bycatch-host beside ours,
// and for each browser in a box. `root`: what stands for /.
// With `mends`, manifests that are outdated or name a program that is gone are written anew where this user may, and
// when no browser knows bycatch-host it is made known to all of this user's. Another program's manifest is left alone.
[[nodiscard]] std::vector<Finding> check_browsers(const std::filesystem::path& root, bool mends);

}  // namespace bycatch
