// Points in time as signed metadata writes them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bycatch {

// YYYY-MM-DDTHH:MM:SSZ and no other form: no fraction, no offset, no 24:00, no leap second, no day that is not.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_utc_time(std::string_view text);
[[nodiscard]] std::string utc_time_text(std::chrono::sys_seconds time);  // of the years 1 to 9999

}  // namespace bycatch
