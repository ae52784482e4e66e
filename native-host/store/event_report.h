// One report of counts, as it is sent (manifests/policy/ADMIN.md), for who sends and who collects.
//
// Source: hostile where it is collected.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "event_counts.h"
#include "result.h"

namespace bycatch {

struct EventReport {
  std::string number;                    // 32 hex digits, chance: by it one that comes twice is told
  std::string version;                   // digits and dots, at most kMaxVersionBytes
  std::optional<std::int64_t> age_days;  // of the newest list there
  std::vector<EventDay> days;            // at most kEventDays, each once
  bool operator==(const EventReport&) const = default;
};

inline constexpr std::size_t kMaxVersionBytes = 16;
inline constexpr std::int64_t kMaxAgeDays = 36'500;

[[nodiscard]] std::string new_report_number();

// At most kMaxEventText bytes of a report that is as above.
[[nodiscard]] std::string event_report_text(const EventReport& report);

// `today`: days later than the next one, or no longer kept by who sends, are refused.
// Errors: too_large; bad_format; unsupported, of another `format`.
[[nodiscard]] Result<EventReport> parse_event_report(std::string_view text, std::chrono::sys_days today);

}  // namespace bycatch
