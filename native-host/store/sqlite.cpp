#include "sqlite.h"

#include <sqlite3.h>

#include <cerrno>

#include "durable_file.h"
#include "file_handle.h"

namespace bycatch {
namespace {

ErrorCode code_of_sqlite(int code) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_SCHEMA:
      return ErrorCode::corrupt;
    case SQLITE_FULL:
      return ErrorCode::no_space;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::busy;
    case SQLITE_READONLY:
      return ErrorCode::read_only;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return ErrorCode::permission;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return code == SQLITE_IOERR_SHORT_READ ? ErrorCode::corrupt : ErrorCode::io;
    default:
      return ErrorCode::internal;
  }
}

// What the system said of the last read or write that failed; 0 when SQLite does not know.
int errno_behind(sqlite3* db) {
  int number = sqlite3_system_errno(db);
  if (number == 0) {
    sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
  }
  return number;
}

// sqlite3_errmsg may quote values; the number says enough.
std::unexpected<Error> sqlite_failure(sqlite3* db, int code) {
  const int extended = db != nullptr ? sqlite3_extended_errcode(db) : code;
  const std::string what = "sqlite " + std::to_string(extended);
  const ErrorCode meaning = code_of_sqlite(extended == SQLITE_OK ? code : extended);
  if (meaning == ErrorCode::io && db != nullptr) {
    errno = errno_behind(db);
    return fail_errno(what);
  }
  return fail(meaning, what);
}

// As SQLite's URI names want it.
std::string immutable_uri(const std::filesystem::path& path) {
  std::string uri = "file:";
  for (const char c : path.string()) {
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '?' || c == '#' || c == '%') {
      uri.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    } else {
      uri.push_back(c);
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
  sqlite3_finalize(statement);
}

SqliteStatement& SqliteStatement::bind(int position, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), position, value);
  return *this;
}

SqliteStatement& SqliteStatement::bind(int position, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), position, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Result<bool> SqliteStatement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code != SQLITE_DONE) {
    auto failure = sqlite_failure(sqlite3_db_handle(statement_.get()), code);
    reset();
    return failure;
  }
  reset();
  return false;
}

Status SqliteStatement::run() {
  const auto row = step();
  return row ? Status() : std::unexpected(row.error());
}

void SqliteStatement::reset() noexcept {
  sqlite3_reset(statement_.get());
}

std::int64_t SqliteStatement::integer(int column) const noexcept {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string SqliteStatement::text(int column) const {
  const auto* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

void SqliteDb::Close::operator()(sqlite3* db) const noexcept {
  sqlite3_close_v2(db);
}

Result<SqliteDb> SqliteDb::open(const std::string& name, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  SqliteDb db(raw);
  if (code != SQLITE_OK) {
    return sqlite_failure(raw, code);
  }
  sqlite3_extended_result_codes(raw, 1);
  // The file may be hostile: no function or virtual table named by its schema runs.
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return db;
}

Result<SqliteDb> SqliteDb::open_immutable(const std::filesystem::path& path) {
  auto db = open(immutable_uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  if (db) {
    if (const Status set = db->run("PRAGMA mmap_size = 0; PRAGMA cell_size_check = 1; PRAGMA temp_store = MEMORY;");
        !set) {
      return std::unexpected(set.error());
    }
  }
  return db;
}

Result<SqliteDb> SqliteDb::open_or_create(const std::filesystem::path& path) {
  // SQLite would go by the umask; its journal files take over this file's mode.
  if (const Status made = make_private_file(path); !made) {
    return std::unexpected(made.error());
  }
  return open(path.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

Status SqliteDb::run(const char* sql) {
  const int code = sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? Status() : sqlite_failure(db_.get(), code);
}

Result<SqliteStatement> SqliteDb::prepare(std::string_view sql) const {
  sqlite3_stmt* raw = nullptr;
  const int code =
      sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  if (code == SQLITE_ERROR) {
    return fail(ErrorCode::corrupt, "sqlite: not our tables");
  }
  return code == SQLITE_OK ? Result<SqliteStatement>(SqliteStatement(raw)) : sqlite_failure(db_.get(), code);
}

Status SqliteDb::check_whole() const {
  auto check = prepare("PRAGMA quick_check(1)");
  if (!check) {
    return std::unexpected(check.error());
  }
  const auto row = check->step();
  if (!row) {
    return std::unexpected(row.error());
  }
  return *row && check->text(0) == "ok" ? Status() : fail(ErrorCode::corrupt, "sqlite: quick_check");
}

}  // namespace bycatch
