// The private watch list: tags, accounts and folders of pictures that somebody wants to be told of. Part of state.db.
//
// Threads:  as StateDb.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "list_counts.h"
#include "result.h"
#include "sqlite.h"

namespace bycatch {

inline constexpr std::size_t kMaxWatches = 256;     // WatchesReply.watches
inline constexpr std::size_t kMaxWatchBytes = 512;  // of an id; more than any list holds

// Entries in the order in which they came; `next` is where the rest begins, 0 when this is all.
struct WatchPage {
  std::vector<Watch> watches;
  std::int64_t next = 0;
  bool operator==(const WatchPage&) const = default;
};

// What the lists held of a watch when its news were last seen.
struct WatchSeen {
  std::string generation;         // empty: they never were
  std::string day;                // UTC; empty with the generation
  std::vector<ListCount> counts;  // by dataset, at most kMaxWatchLists
  bool operator==(const WatchSeen&) const = default;
};

[[nodiscard]] bool is_folder(const Identifier& watched) noexcept;

class WatchList {
 public:
  // `db` is that of a StateDb and must outlive this.
  explicit WatchList(SqliteDb& db) noexcept : db_(&db) {}

  // Nothing changes when it is there already. `watched` is in its normal form (hashtag.h); a folder of pictures is of
  // the platform `web` and the kind `imprint`, and its id is its path.
  // Errors: not_checkable, for what no list is keyed by, and for other kinds; bad_request, when
  // the day is none; too_large, when the list is full or the id too long; busy; io; no_space; corrupt.
  Status add(const Identifier& watched, std::string_view utc_day);

  // Errors: not_found; busy; io; no_space; corrupt.
  Status remove(const Identifier& watched);

  // Entries from `from` on, which is 0 or a page's `next`: as many as fit, by cost_bytes(), into `limit_bytes`, and one
  // at least.
  // Errors: busy; io; corrupt.
  [[nodiscard]] Result<WatchPage> page(std::int64_t from, std::size_t limit_bytes) const;

  // Errors: not_found; busy; io; corrupt.
  [[nodiscard]] Result<WatchSeen> seen(const Identifier& watched) const;

  // Takes the place of what was seen before.
  // Errors: not_found; bad_request; busy; io; no_space; corrupt.
  Status set_seen(const Identifier& watched, const WatchSeen& seen);

  // Of one entry in a message: id, words, day and lengths.
  static constexpr std::size_t cost_bytes(std::size_t id_bytes) noexcept { return id_bytes + 16; }

  // By which the other tables name it.
  // Errors: not_found; busy; io; corrupt.
  [[nodiscard]] Result<std::int64_t> number_of(const Identifier& watched) const;

 private:
  Status replace_seen(std::int64_t number, const WatchSeen& seen);

  SqliteDb* db_;
};

}  // namespace bycatch
