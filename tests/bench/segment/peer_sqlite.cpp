#include <sqlite3.h>

#include <cstdlib>

#include "peers.h"

namespace {

sqlite3* connect(const std::filesystem::path& folder, int flags) {
  sqlite3* db = nullptr;
  if (sqlite3_open_v2((folder / "db").c_str(), &db, flags, nullptr) != SQLITE_OK) std::abort();
  return db;
}

void run(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
}

sqlite3_stmt* prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) != SQLITE_OK) std::abort();
  return statement;
}

class Sqlite final : public Peer {
 public:
  explicit Sqlite(const std::filesystem::path& folder)
      : db_(connect(folder, SQLITE_OPEN_READONLY)), select_(prepare(db_, "SELECT value FROM rows WHERE id = ?")) {
    run(db_, "BEGIN");  // else each lookup takes and drops a file lock
  }
  ~Sqlite() override {
    sqlite3_finalize(select_);
    sqlite3_close(db_);
  }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  bool find(std::uint64_t key) override {
    sqlite3_bind_int64(select_, 1, static_cast<sqlite3_int64>(key));
    const bool is_there = sqlite3_step(select_) == SQLITE_ROW;
    if (is_there) use(static_cast<std::uint64_t>(sqlite3_column_int(select_, 0)));
    sqlite3_reset(select_);
    return is_there;
  }

 private:
  sqlite3* db_;
  sqlite3_stmt* select_;
};

void build(const KeySet& set, const std::filesystem::path& folder) {
  sqlite3* db = connect(folder, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  run(db,
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE rows (id INTEGER PRIMARY KEY, value INTEGER); "
      "BEGIN");
  sqlite3_stmt* insert = prepare(db, "INSERT INTO rows VALUES (?, ?)");
  for (std::size_t i = 0; i < set.keys.size(); ++i) {
    sqlite3_bind_int64(insert, 1, static_cast<sqlite3_int64>(set.keys[i]));
    sqlite3_bind_int(insert, 2, set.values[i]);
    if (sqlite3_step(insert) != SQLITE_DONE) std::abort();
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  run(db, "COMMIT");
  sqlite3_close(db);
}

std::unique_ptr<Peer> open(const std::filesystem::path& folder) {
  return std::make_unique<Sqlite>(folder);
}

}  // namespace

PeerKind sqlite_peer() {
  return {"SQLite, rowid", build, open};
}
