#include "count_sql.h"

#include "count_store.h"
#include "feed_hash.h"

namespace bycatch {

std::string spent_hash(const EventReport& report) {
  return sha256_hex(report.number);
}

std::string age_group(const std::optional<std::int64_t>& age_days) {
  if (!age_days) return "none";
  return *age_days <= 1 ? "0-1" : *age_days <= 7 ? "2-7" : *age_days <= 30 ? "8-30" : "31-";
}

std::optional<std::string> day_of_machine(const EventReport& report) {
  std::optional<std::string> last;
  for (const EventDay& day : report.days) {
    if (day.is_new && (!last || day.day > *last)) last = day.day;
  }
  return last;
}

bool add_total(Fleet& fleet, const std::string& day, const std::string& kind, std::int64_t number) {
  if (fleet.days.empty() || fleet.days.back().day != day) fleet.days.push_back({day, 0, {}});
  FleetDay& last = fleet.days.back();
  std::int64_t* sum = kind == kPresent ? &last.machines : event_sum(last.sums, kind);
  if (sum != nullptr) *sum = number;
  return sum != nullptr;
}

}  // namespace bycatch
