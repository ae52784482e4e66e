#include "state_db.h"

#include <string>

#include "durable_file.h"
#include "state_schema.h"
#include "utc_date.h"

namespace bycatch {
namespace {

Result<std::int64_t> schema_version(const SqliteDb& db) {
  auto query = db.prepare("PRAGMA user_version");
  if (!query) {
    return std::unexpected(query.error());
  }
  const auto row = query->step();
  return row ? Result<std::int64_t>(query->integer(0)) : std::unexpected(row.error());
}

// Under the write lock, so that two programs that start together do not both migrate.
Status migrate_locked(SqliteDb& db) {
  const auto version = schema_version(db);
  if (!version) {
    return std::unexpected(version.error());
  }
  if (*version < 0 || *version > static_cast<std::int64_t>(kStateMigrations.size())) {
    return fail(ErrorCode::unsupported, "state.db: schema " + std::to_string(*version));
  }
  for (auto step = static_cast<std::size_t>(*version); step < kStateMigrations.size(); ++step) {
    const std::string done = "PRAGMA user_version = " + std::to_string(step + 1);
    for (const char* sql : {kStateMigrations[step], done.c_str()}) {
      if (const Status ran = db.run(sql); !ran) {
        return ran;
      }
    }
  }
  return {};
}

Status migrate(SqliteDb& db) {
  if (const Status begun = db.run("BEGIN IMMEDIATE"); !begun) {
    return begun;
  }
  const Status done = migrate_locked(db);
  const Status ended = db.run(done ? "COMMIT" : "ROLLBACK");
  return done ? ended : done;
}

}  // namespace

Result<StateDb> StateDb::open(const std::filesystem::path& data_folder) {
  Status ready = make_private_folder(data_folder);
  if (!ready) {
    return std::unexpected(ready.error());
  }
  auto db = SqliteDb::open_or_create(data_folder / "state.db");
  if (!db) {
    return std::unexpected(db.error());
  }
  ready = db->run("PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  if (ready) {
    ready = migrate(*db);
  }
  return ready ? Result<StateDb>(StateDb(std::move(*db))) : std::unexpected(ready.error());
}

Status StateDb::add_count(Platform platform, std::int64_t seen, std::int64_t identified, std::string_view utc_day,
                          std::chrono::days kept) {
  const auto day = parse_utc_date(utc_day);
  if (seen < 0 || identified < 0 || !day) {
    return fail(ErrorCode::bad_request, "a count that is none");
  }
  auto add = db_.prepare(
      "INSERT INTO site_counts VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT DO UPDATE SET seen = seen + ?3, identified = identified + ?4");
  auto forget = db_.prepare("DELETE FROM site_counts WHERE day < ?1");
  if (!add || !forget) {
    return std::unexpected(!add ? add.error() : forget.error());
  }
  const Status added = add->bind(1, utc_day).bind(2, to_string(platform)).bind(3, seen).bind(4, identified).run();
  return added ? forget->bind(1, format_utc_date(*day - kept)).run() : added;
}

Result<std::vector<SiteHealth>> StateDb::site_health(std::string_view since_utc_day) const {
  if (!parse_utc_date(since_utc_day)) {
    return fail(ErrorCode::bad_request, "a day that is none");
  }
  auto sums = db_.prepare(
      "SELECT platform, SUM(seen), SUM(identified) FROM site_counts WHERE day >= ?1 GROUP BY platform ORDER BY "
      "platform");
  if (!sums) {
    return std::unexpected(sums.error());
  }
  sums->bind(1, since_utc_day);
  std::vector<SiteHealth> health;
  for (auto row = sums->step();; row = sums->step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (!*row) {
      return health;
    }
    const auto platform = parse_platform(sums->text(0));
    if (!platform) {
      return fail(ErrorCode::corrupt, "state.db: a platform that is none");
    }
    health.push_back({*platform, sums->integer(1), sums->integer(2)});
  }
}

}  // namespace bycatch
