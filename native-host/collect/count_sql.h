// The tables of a collector and what is asked of them, in words that SQLite and PostgreSQL take alike.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "event_report.h"

namespace bycatch {

// A report that is older than this is refused by its days.
inline constexpr std::chrono::days kSpentKept{kEventDays + 4};

inline constexpr const char* kCountTables = R"sql(
  CREATE TABLE IF NOT EXISTS totals (
    day TEXT NOT NULL,   -- UTC
    kind TEXT NOT NULL,  -- "present", or the name of a sum
    number BIGINT NOT NULL,
    PRIMARY KEY (day, kind)
  );
  CREATE TABLE IF NOT EXISTS shares (
    day TEXT NOT NULL,
    what TEXT NOT NULL,   -- "version", "age"
    value TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (day, what, value)
  );
  CREATE TABLE IF NOT EXISTS spent (
    report TEXT PRIMARY KEY,  -- SHA-256 of its number
    day TEXT NOT NULL         -- on which it came
  );
  CREATE INDEX IF NOT EXISTS spent_by_day ON spent (day);
)sql";

inline constexpr const char* kSpend = "INSERT INTO spent VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1";
inline constexpr const char* kForgetSpent = "DELETE FROM spent WHERE day < $1";
inline constexpr const char* kAddTotal =
    "INSERT INTO totals VALUES ($1, $2, $3) ON CONFLICT (day, kind) DO UPDATE SET number = totals.number + "
    "excluded.number";
inline constexpr const char* kAddShare =
    "INSERT INTO shares VALUES ($1, $2, $3, 1) ON CONFLICT (day, what, value) DO UPDATE SET number = shares.number + 1";
inline constexpr const char* kTotals = "SELECT day, kind, number FROM totals WHERE day >= $1 ORDER BY day, kind";
inline constexpr const char* kShares =
    "SELECT what, value, number FROM shares WHERE day = (SELECT MAX(day) FROM shares WHERE day < $1) ORDER BY what, "
    "value";
inline constexpr const char* kPresent = "present";

[[nodiscard]] std::string spent_hash(const EventReport& report);

// "0-1", "2-7", "8-30", "31-" days, or "none".
[[nodiscard]] std::string age_group(const std::optional<std::int64_t>& age_days);

// The day that a machine is counted for, once: the last that no report has named before.
[[nodiscard]] std::optional<std::string> day_of_machine(const EventReport& report);

// Puts a row of kTotals where it belongs. False: it is none.
struct Fleet;
[[nodiscard]] bool add_total(Fleet& fleet, const std::string& day, const std::string& kind, std::int64_t number);

}  // namespace bycatch
