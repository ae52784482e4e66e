// The person's own calendar day, YYYY-MM-DD.
#pragma once

#include <string>

namespace bycatch {

[[nodiscard]] std::string local_day();

}  // namespace bycatch
