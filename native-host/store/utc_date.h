// Calendar days as the protocol writes them: YYYY-MM-DD, UTC.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bycatch {

// Nothing when `text` is not exactly a real day.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_utc_date(std::string_view text);
[[nodiscard]] std::string format_utc_date(std::chrono::sys_days day);

}  // namespace bycatch
