// Path patterns of delegations.
#pragma once

#include <string_view>

namespace bycatch {

// `*` stands for any bytes and `?` for one, neither for a slash; case counts.
[[nodiscard]] bool matches_path_pattern(std::string_view pattern, std::string_view path);

}  // namespace bycatch
