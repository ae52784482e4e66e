// Reports of counts as strangers send them: what is taken is within its bounds, and is written and read again as the
// same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "event_report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bycatch;
  constexpr std::chrono::sys_days kToday = std::chrono::year(2026) / 11 / 27;
  const auto report = parse_event_report({reinterpret_cast<const char*>(data), size}, kToday);
  if (!report) return 0;
  if (report->days.size() > kEventDays || report->version.size() > kMaxVersionBytes) std::abort();
  for (const EventDay& day : report->days) {
    for (const auto& [name, sum] : kEventSums) {
      if (day.sums.*sum < 0 || day.sums.*sum > kMaxEventSum) std::abort();
    }
  }
  if (parse_event_report(event_report_text(*report), kToday) != *report) std::abort();
  return 0;
}
