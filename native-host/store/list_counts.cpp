#include "list_counts.h"

#include <algorithm>

#include "dataset_word.h"

namespace bycatch {

bool are_list_counts(const std::vector<ListCount>& counts) {
  return counts.size() <= kMaxWatchLists && std::ranges::all_of(counts, [](const ListCount& count) {
           return is_dataset_word(count.dataset) && count.photos >= 0;
         });
}

Result<std::vector<ListCount>> read_counts(const SqliteDb& db, const std::string& table, std::int64_t watch) {
  auto query = db.prepare("SELECT dataset, photos FROM " + table + " WHERE watch = ?1 ORDER BY dataset");
  if (!query) {
    return std::unexpected(query.error());
  }
  query->bind(1, watch);
  std::vector<ListCount> counts;
  for (auto row = query->step();; row = query->step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (!*row) {
      break;
    }
    counts.push_back({query->text(0), query->integer(1)});
  }
  return are_list_counts(counts) ? Result<std::vector<ListCount>>(std::move(counts))
                                 : fail(ErrorCode::corrupt, "state.db: " + table);
}

Status replace_counts(const SqliteDb& db, const std::string& table, std::int64_t watch,
                      const std::vector<ListCount>& counts) {
  auto forget = db.prepare("DELETE FROM " + table + " WHERE watch = ?1");
  auto insert = db.prepare("INSERT INTO " + table + " VALUES (?1, ?2, ?3)");
  if (!forget || !insert) {
    return std::unexpected(!forget ? forget.error() : insert.error());
  }
  Status done = forget->bind(1, watch).run();
  for (std::size_t at = 0; done && at < counts.size(); ++at) {
    done = insert->bind(1, watch).bind(2, counts[at].dataset).bind(3, counts[at].photos).run();
  }
  return done;
}

}  // namespace bycatch
