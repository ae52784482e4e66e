#include "sync_events.h"

#include <algorithm>
#include <chrono>

#include "event_report.h"
#include "event_sender.h"
#include "live_index.h"
#include "lookup.h"
#include "state_db.h"
#include "token_file.h"
#include "utc_date.h"

namespace bycatch {
namespace {

// Of the newest list here.
std::optional<std::int64_t> age_of_lists(std::chrono::sys_seconds now) {
  const IndexInUse index = open_index();
  if (index.generation == nullptr) {
    return std::nullopt;
  }
  const auto newest = holdings(*index.generation).data_date;
  const auto day = newest ? parse_utc_date(*newest) : std::nullopt;
  const auto today = std::chrono::floor<std::chrono::days>(now);
  const std::int64_t age = day ? (today - *day).count() : -1;
  return age >= 0 ? std::optional(std::min(age, kMaxAgeDays)) : std::nullopt;
}

Status send_what_waits(const SystemPolicy& policy, const std::string& token, const std::filesystem::path& data_folder,
                       const HttpRules& rules) {
  std::error_code unsure;
  if (!std::filesystem::exists(data_folder / "state.db", unsure)) {
    return {};
  }
  auto state = StateDb::open(data_folder);
  if (!state) {
    return std::unexpected(state.error());
  }
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  EventCounts counts = state->event_counts();
  const auto body = counts.begin([&](std::span<const EventDay> days) {
    return event_report_text({new_report_number(), BYCATCH_VERSION, age_of_lists(now), {days.begin(), days.end()}});
  });
  if (!body || !*body) {
    return body ? Status() : std::unexpected(body.error());
  }
  const Status sent = send_event_report(policy.events, token, **body, rules);
  if (!sent && sent.error().code == ErrorCode::bad_format) {
    const Status dropped = counts.drop();
    return dropped ? sent : dropped;
  }
  return sent ? counts.finish(now.time_since_epoch().count()) : sent;
}

}  // namespace

Result<std::string> read_events_token(const SystemPolicy& policy) {
  return policy.events_token.empty() ? Result<std::string>("") : read_token(policy.events_token);
}

void report_events(Output& output, const SystemPolicy& policy, const std::string& token,
                   const std::filesystem::path& data_folder, const HttpRules& rules) {
  if (policy.events.empty()) {
    return;
  }
  if (const Status sent = send_what_waits(policy, token, data_folder, rules); !sent) {
    output.note("counts were not reported: " + std::string(to_string(sent.error().code)) + " (" + sent.error().detail +
                ")");
  }
}

}  // namespace bycatch
