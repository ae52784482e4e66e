// What an organisation is told, when it has set that: sums of photos and posts by UTC day, of this machine, which is
// not named. Part of state.db.
//
// Threads:  as StateDb.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "result.h"
#include "sqlite.h"

namespace bycatch {

inline constexpr int kEventDays = 10;                    // older ones are forgotten, reported or not
inline constexpr std::int64_t kLeastPostedAnyway = 10;   // fewer are not reported: they would tell of somebody
inline constexpr std::int64_t kMaxEventSum = 1'000'000;  // of one kind and day
inline constexpr std::size_t kMaxEventText = 1536;       // bytes of a report, and of days alone

struct EventSums {
  std::int64_t checked = 0;  // photos
  std::int64_t listed = 0;   // photos
  std::int64_t warned = 0;   // posts, like the next two
  std::int64_t posted_anyway = 0;
  std::int64_t blocked = 0;
  bool operator==(const EventSums&) const = default;
};

// Their names in reports, in the order in which they are told there.
inline constexpr std::array<std::pair<std::string_view, std::int64_t EventSums::*>, 5> kEventSums = {
    {{"checked", &EventSums::checked},
     {"listed", &EventSums::listed},
     {"warned", &EventSums::warned},
     {"posted_anyway", &EventSums::posted_anyway},
     {"blocked", &EventSums::blocked}}};

// Null when there is none of that name.
[[nodiscard]] std::int64_t* event_sum(EventSums& sums, std::string_view name) noexcept;

struct EventDay {
  std::string day;
  bool is_new = false;  // no report has named it before
  EventSums sums;
  bool operator==(const EventDay&) const = default;
};

// JSON: [{"day":"2026-11-27","present":1,"checked":120}], without what is 0.
[[nodiscard]] std::string event_days_text(std::span<const EventDay> days);

struct SentReport {
  std::string body;
  std::int64_t at = 0;  // seconds since 1970
  bool operator==(const SentReport&) const = default;
};

class EventCounts {
 public:
  // `db` is that of a StateDb and must outlive this.
  explicit EventCounts(SqliteDb& db) noexcept : db_(&db) {}

  // Errors, of this and the others: bad_request; busy; io; no_space; corrupt.
  Status add(const EventSums& sums, std::string_view utc_day);

  // What is not reported yet, as it will be; by day.
  [[nodiscard]] Result<std::vector<EventDay>> waiting() const;

  // The report that is on its way: the one that was not taken before, word for word, else a new one of what waits.
  // Nothing, when nothing waits.
  using Writer = std::function<std::string(std::span<const EventDay>)>;
  [[nodiscard]] Result<std::optional<std::string>> begin(const Writer& write);

  // It will never be taken: it is forgotten, so that the next can go.
  Status drop();

  // It was taken.
  Status finish(std::int64_t seconds_since_1970);

  // The last one that was taken; without a body when there is none.
  [[nodiscard]] Result<SentReport> last() const;

 private:
  [[nodiscard]] Result<std::optional<std::string>> on_its_way() const;
  Status keep(const std::string& body, bool reports_posted_anyway);

  SqliteDb* db_;
};

}  // namespace bycatch
