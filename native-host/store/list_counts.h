// Photos by dataset, as a table of state.db holds them of each watch.
#pragma once

#include <string>
#include <vector>

#include "result.h"
#include "sqlite.h"

namespace bycatch {

inline constexpr std::size_t kMaxWatchLists = 24;  // WatchNews.lists

// At most kMaxWatchLists, each of a dataset's word and a number that is not negative.
[[nodiscard]] bool are_list_counts(const std::vector<ListCount>& counts);

// In the order of their datasets.
// Errors: busy; io; corrupt.
[[nodiscard]] Result<std::vector<ListCount>> read_counts(const SqliteDb& db, const std::string& table,
                                                         std::int64_t watch);

// Requires: are_list_counts(counts); within a transaction.
// Errors: busy; io; no_space; corrupt.
Status replace_counts(const SqliteDb& db, const std::string& table, std::int64_t watch,
                      const std::vector<ListCount>& counts);

}  // namespace bycatch
