#include "event_counts.h"

#include <algorithm>
#include <numeric>

#include "at_once.h"
#include "utc_date.h"

namespace bycatch {
namespace {

bool is_any(const EventDay& day) {
  return day.is_new || day.sums != EventSums();
}

std::int64_t posted_anyway(std::span<const EventDay> days) {
  return std::accumulate(days.begin(), days.end(), std::int64_t{0},
                         [](std::int64_t sum, const EventDay& day) { return sum + day.sums.posted_anyway; });
}

// They are told as one sum, of the last day, or not at all.
void gather_posted_anyway(std::vector<EventDay>& days) {
  const std::int64_t all = posted_anyway(days);
  for (EventDay& day : days) {
    day.sums.posted_anyway = 0;
  }
  if (all >= kLeastPostedAnyway) {
    days.back().sums.posted_anyway = std::min(all, kMaxEventSum);
  }
  std::erase_if(days, [](const EventDay& day) { return !is_any(day); });
}

}  // namespace

std::int64_t* event_sum(EventSums& sums, std::string_view name) noexcept {
  for (const auto& [known, sum] : kEventSums) {
    if (known == name) {
      return &(sums.*sum);
    }
  }
  return nullptr;
}

std::string event_days_text(std::span<const EventDay> days) {
  std::string text;
  for (const EventDay& day : days) {
    text += (text.empty() ? "{\"day\":\"" : ",{\"day\":\"") + day.day + "\"";
    if (day.is_new) {
      text += ",\"present\":1";
    }
    for (const auto& [name, sum] : kEventSums) {
      if (day.sums.*sum != 0) {
        text += ",\"" + std::string(name) + "\":" + std::to_string(day.sums.*sum);
      }
    }
    text += "}";
  }
  return "[" + text + "]";
}

Status EventCounts::add(const EventSums& sums, std::string_view utc_day) {
  const auto day = parse_utc_date(utc_day);
  for (const auto& [name, sum] : kEventSums) {
    if (sums.*sum < 0 || sums.*sum > kMaxEventSum || !day) {
      return fail(ErrorCode::bad_request, "a count that is none");
    }
  }
  auto add = db_->prepare(
      "INSERT INTO event_sums VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET "
      "checked = min(checked + ?2, ?7), listed = min(listed + ?3, ?7), warned = min(warned + ?4, ?7), "
      "posted_anyway = min(posted_anyway + ?5, ?7), blocked = min(blocked + ?6, ?7)");
  auto forget = db_->prepare("DELETE FROM event_sums WHERE day <= ?1");
  if (!add || !forget) {
    return std::unexpected(!add ? add.error() : forget.error());
  }
  add->bind(1, utc_day).bind(7, kMaxEventSum);
  for (std::size_t at = 0; at < kEventSums.size(); ++at) {
    add->bind(static_cast<int>(at) + 2, sums.*kEventSums.at(at).second);
  }
  const Status added = add->run();
  return added ? forget->bind(1, format_utc_date(*day - std::chrono::days(kEventDays))).run() : added;
}

Result<std::vector<EventDay>> EventCounts::waiting() const {
  auto query = db_->prepare(
      "SELECT day, presence, checked, listed, warned, posted_anyway, blocked FROM event_sums ORDER BY day");
  if (!query) {
    return std::unexpected(query.error());
  }
  std::vector<EventDay> days;
  for (auto row = query->step();; row = query->step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (!*row) {
      break;
    }
    EventDay& day = days.emplace_back(query->text(0), query->integer(1) == 1);
    if (!parse_utc_date(day.day)) {
      return fail(ErrorCode::corrupt, "state.db: a day that is none");
    }
    for (std::size_t at = 0; at < kEventSums.size(); ++at) {
      day.sums.*kEventSums.at(at).second = query->integer(static_cast<int>(at) + 2);
    }
  }
  if (!days.empty()) {
    gather_posted_anyway(days);
  }
  return days;
}

Result<std::optional<std::string>> EventCounts::on_its_way() const {
  auto query = db_->prepare("SELECT body FROM event_reports WHERE sent_at = 0");
  if (!query) {
    return std::unexpected(query.error());
  }
  const auto row = query->step();
  if (!row) {
    return std::unexpected(row.error());
  }
  return *row ? std::optional(query->text(0)) : std::nullopt;
}

Status EventCounts::keep(const std::string& body, bool reports_posted_anyway) {
  auto insert = db_->prepare("INSERT INTO event_reports VALUES (0, ?1)");
  auto clear = db_->prepare(
      "UPDATE event_sums SET presence = 2, checked = 0, listed = 0, warned = 0, blocked = 0, "
      "posted_anyway = CASE ?1 WHEN 1 THEN 0 ELSE posted_anyway END");
  if (!insert || !clear) {
    return std::unexpected(!insert ? insert.error() : clear.error());
  }
  const Status kept = insert->bind(1, body).run();
  return kept ? clear->bind(1, std::int64_t{reports_posted_anyway}).run() : kept;
}

Result<std::optional<std::string>> EventCounts::begin(const Writer& write) {
  Result<std::optional<std::string>> report = std::nullopt;
  const Status done = at_once(*db_, [&]() -> Status {
    report = on_its_way();
    if (!report || *report) {
      return report ? Status() : std::unexpected(report.error());
    }
    const auto days = waiting();
    if (!days || days->empty()) {
      return days ? Status() : std::unexpected(days.error());
    }
    *report = write(*days);
    return keep(**report, posted_anyway(*days) != 0);
  });
  return done ? report : std::unexpected(done.error());
}

Status EventCounts::drop() {
  return db_->run("DELETE FROM event_reports WHERE sent_at = 0");
}

Status EventCounts::finish(std::int64_t seconds_since_1970) {
  if (seconds_since_1970 <= 0) {
    return fail(ErrorCode::bad_request, "a time that is none");
  }
  return at_once(*db_, [&]() -> Status {
    auto forget = db_->prepare("DELETE FROM event_reports WHERE sent_at <> 0");
    auto note = db_->prepare("UPDATE event_reports SET sent_at = ?1");
    if (!forget || !note) {
      return std::unexpected(!forget ? forget.error() : note.error());
    }
    const Status forgotten = forget->run();
    return forgotten ? note->bind(1, seconds_since_1970).run() : forgotten;
  });
}

Result<SentReport> EventCounts::last() const {
  auto query = db_->prepare("SELECT body, sent_at FROM event_reports WHERE sent_at <> 0");
  if (!query) {
    return std::unexpected(query.error());
  }
  const auto row = query->step();
  if (!row) {
    return std::unexpected(row.error());
  }
  return *row ? SentReport{query->text(0), query->integer(1)} : SentReport{};
}

}  // namespace bycatch
