#include "sqlite_index.h"

#include <bit>

#include "utc_date.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxLists = 65536;

std::unexpected<Error> damaged(const char* what) {
  return fail(ErrorCode::corrupt, std::string("index: ") + what);
}

Result<std::vector<ListInfo>> read_lists(const SqliteDb& db) {
  auto query = db.prepare("SELECT list, dataset, date FROM lists ORDER BY list");
  if (!query) {
    return std::unexpected(query.error());
  }
  std::vector<ListInfo> lists;
  for (auto row = query->step();; row = query->step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (!*row) {
      return lists;
    }
    if (query->integer(0) != static_cast<std::int64_t>(lists.size()) || lists.size() == kMaxLists ||
        !parse_utc_date(query->text(2))) {
      return damaged("a list that is none");
    }
    lists.push_back({query->text(1), query->text(2), {}});
  }
}

Status read_totals(const SqliteDb& db, std::vector<ListInfo>& lists) {
  auto query = db.prepare("SELECT list, space, records FROM totals");
  if (!query) {
    return std::unexpected(query.error());
  }
  for (auto row = query->step();; row = query->step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (!*row) {
      return {};
    }
    const auto list = static_cast<std::uint64_t>(query->integer(0));
    const auto space = static_cast<std::uint64_t>(query->integer(1));
    if (list >= lists.size() || space >= kKeySpaces || query->integer(2) < 0) {
      return damaged("a total that is none");
    }
    lists[list].records[space] = static_cast<std::uint64_t>(query->integer(2));
  }
}

}  // namespace

Result<SqliteIndex> SqliteIndex::open(const std::filesystem::path& file) {
  auto db = SqliteDb::open_immutable(file);
  if (!db) {
    return std::unexpected(db.error());
  }
  auto lists = read_lists(*db);
  if (!lists) {
    return std::unexpected(lists.error());
  }
  if (const Status read = read_totals(*db, *lists); !read) {
    return std::unexpected(read.error());
  }
  auto find = db->prepare("SELECT list, count FROM records WHERE space = ?1 AND high = ?2 AND low = ?3");
  if (!find) {
    return std::unexpected(find.error());
  }
  return SqliteIndex(std::move(*db), std::move(*find), std::move(*lists));
}

Status SqliteIndex::lookup(KeySpace space, std::span<const Key> keys, std::vector<Hit>& out) const {
  find_.bind(1, static_cast<std::int64_t>(space));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    find_.bind(2, std::bit_cast<std::int64_t>(keys[i].high)).bind(3, std::bit_cast<std::int64_t>(keys[i].low));
    for (auto row = find_.step();; row = find_.step()) {
      if (!row) {
        return std::unexpected(row.error());
      }
      if (!*row) {
        break;
      }
      const std::int64_t list = find_.integer(0);
      const std::int64_t count = find_.integer(1);
      if (list < 0 || static_cast<std::size_t>(list) >= lists_.size() || count < 0) {
        find_.reset();
        return damaged("a record that is none");
      }
      out.push_back(
          {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(list), static_cast<std::uint64_t>(count)});
    }
  }
  return {};
}

}  // namespace bycatch
