// What the operating system's error numbers mean to us.
#pragma once

#include <string_view>

#include "result.h"

namespace bycatch {

// permission, not_found, no_space, read_only, busy; all else is io.
[[nodiscard]] ErrorCode code_of_errno(int number) noexcept;

// `doing` is a few plain words: no path, for a path may name a person.
[[nodiscard]] std::unexpected<Error> system_failure(int number, std::string_view doing);

}  // namespace bycatch
