// What an administrator sees of a fleet: a page and a table. Days on which fewer than kSmallestGroup machines were used
// are named and not broken down, and so are smaller groups of machines.
#pragma once

#include <string>

#include "count_store.h"

namespace bycatch {

inline constexpr std::int64_t kSmallestGroup = 10;

[[nodiscard]] std::string fleet_page(const Fleet& fleet);
[[nodiscard]] std::string fleet_csv(const Fleet& fleet);

}  // namespace bycatch
