// Which manifests `register` and `unregister` are asked to work on.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "browser_arguments.h"
#include "host_manifest.h"
#include "result.h"

namespace bycatch {

// What went wrong, and what to do now.
struct Refusal {
  Error error;
  std::string next_step;
};

// Each file once. For this user: of the browsers that he has used, and of those that were named.
// Refused: root for a user by mistake, no root for all users, no browser found.
[[nodiscard]] std::expected<std::vector<ManifestTarget>, Refusal> manifest_targets(const BrowserArguments& arguments,
                                                                                   const std::string& command);

// What stands in the way of each browser in a box that this user has used, and what to do about it.
struct BoxAdvice {
  std::string problem, remedy;
};
[[nodiscard]] std::vector<BoxAdvice> advice_on_boxes();

}  // namespace bycatch
