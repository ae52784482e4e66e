// What changes while Bycatch is used: one SQLite file, <data folder>/state.db, mode 0600, with one writer (the broker).
//
// Threads:  one thread at a time per object; several processes may read while one writes.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "event_counts.h"
#include "request_list.h"
#include "result.h"
#include "sqlite.h"
#include "watch_list.h"
#include "watched_folders.h"

namespace bycatch {

class StateDb {
 public:
  // Creates the file if need be and brings its schema up to date.
  // Errors: io; permission; read_only; no_space; busy; corrupt; unsupported (written by a newer program).
  static Result<StateDb> open(const std::filesystem::path& data_folder);

  // Adds to the sums of one site and UTC day ("2026-11-22"). Days more than `kept` days before it are forgotten.
  // Errors: bad_request, when a number is negative or the day is not a date; busy; io; no_space; corrupt.
  Status add_count(Platform platform, std::int64_t seen, std::int64_t identified, std::string_view utc_day,
                   std::chrono::days kept = std::chrono::days(90));

  // Sums per platform from `since_utc_day` on; platforms without any are left out.
  // Errors: bad_request; busy; io; corrupt.
  [[nodiscard]] Result<std::vector<SiteHealth>> site_health(std::string_view since_utc_day) const;

  // Not to be kept longer than this.
  [[nodiscard]] WatchList watch_list() noexcept { return WatchList(db_); }
  [[nodiscard]] WatchedFolders watched_folders() noexcept { return WatchedFolders(db_); }
  [[nodiscard]] EventCounts event_counts() noexcept { return EventCounts(db_); }
  [[nodiscard]] RequestList request_list() noexcept { return RequestList(db_); }

 private:
  explicit StateDb(SqliteDb db) noexcept : db_(std::move(db)) {}
  SqliteDb db_;
};

}  // namespace bycatch
