#include "index_writer.h"

#include "in_turn.h"
#include "index_schema.h"
#include "sqlite.h"

namespace bycatch {
namespace {

// Stands for the live index when there is none yet.
constexpr const char* kNoLive = R"sql(
  ATTACH ':memory:' AS live;
  CREATE TABLE live.lists (list, dataset, date, digest);
  CREATE TABLE live.totals (list, space, records);
  CREATE TABLE live.records (space, high, low, list, count);
)sql";

// Both halves come in the order of the key, so that the new table grows at its end and no memory is needed to sort.
constexpr const char* kCopy = R"sql(
  INSERT INTO lists SELECT * FROM live.lists WHERE list NOT IN (SELECT list FROM changed);
  INSERT INTO totals SELECT * FROM live.totals WHERE list NOT IN (SELECT list FROM changed);
  INSERT INTO records
    SELECT space, high, low, list, count FROM live.records WHERE list NOT IN (SELECT list FROM changed)
    UNION ALL
    SELECT space, high, low, list, count FROM staged.merged WHERE list IN (SELECT list FROM changed)
    ORDER BY 1, 2, 3, 4;
)sql";

Status insert_change(const SqliteDb& db, const IndexChange& change) {
  auto mark = db.prepare("INSERT INTO changed VALUES (?1)");
  auto list = db.prepare("INSERT INTO lists VALUES (?1, ?2, ?3, ?4)");
  auto total = db.prepare("INSERT INTO totals VALUES (?1, ?2, ?3)");
  for (const auto* statement : {&mark, &list, &total}) {
    if (!*statement) {
      return std::unexpected(statement->error());
    }
  }
  const std::int64_t number = change.list;
  list->bind(1, number).bind(2, change.dataset).bind(3, change.date).bind(4, change.summary.digest);
  Status inserted = in_turn([&] { return mark->bind(1, number).run(); }, [&] { return list->run(); });
  for (std::size_t space = 0; inserted && space < kKeySpaces; ++space) {
    total->bind(1, number).bind(2, static_cast<std::int64_t>(space));
    inserted = total->bind(3, static_cast<std::int64_t>(change.summary.records[space])).run();
  }
  return inserted;
}

Status insert_changes(const SqliteDb& db, std::span<const IndexChange> changes) {
  Status inserted;
  for (std::size_t i = 0; inserted && i < changes.size(); ++i) {
    inserted = insert_change(db, changes[i]);
  }
  return inserted;
}

}  // namespace

Status write_index(const std::filesystem::path& file, const std::filesystem::path& staging,
                   const std::optional<std::filesystem::path>& live, std::span<const IndexChange> changes) {
  auto db = SqliteDb::open_or_create(file);
  if (!db) {
    return std::unexpected(db.error());
  }
  return in_turn([&] { return db->run(kBuildPragmas); }, [&] { return db->run(kIndexSchema); },
                 [&] { return db->attach_immutable(staging, "staged"); },
                 [&] { return live ? db->attach_immutable(*live, "live") : db->run(kNoLive); },
                 [&] { return db->run("BEGIN; CREATE TEMP TABLE changed (list INTEGER PRIMARY KEY);"); },
                 [&] { return insert_changes(*db, changes); }, [&] { return db->run(kCopy); },
                 [&] { return db->run("COMMIT"); });
}

Result<std::vector<std::string>> read_list_digests(const std::filesystem::path& file) {
  auto db = SqliteDb::open_immutable(file);
  if (!db) {
    return std::unexpected(db.error());
  }
  auto query = db->prepare("SELECT digest FROM lists ORDER BY list");
  if (!query) {
    return std::unexpected(query.error());
  }
  std::vector<std::string> digests;
  for (auto row = query->step();; row = query->step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (!*row) {
      return digests;
    }
    digests.push_back(query->text(0));
  }
}

}  // namespace bycatch
