// A thin, checked hold on SQLite: every result code becomes an ErrorCode, nothing throws.
//
// Threads:  one thread at a time per database and its statements.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace bycatch {

// For a file that is thrown away if its writing breaks off: no journal, no waiting for the disk, 64 MiB of memory.
inline constexpr const char* kBuildPragmas =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;";

class SqliteStatement {
 public:
  // Positions count from 1. Text is copied.
  SqliteStatement& bind(int position, std::int64_t value);
  SqliteStatement& bind(int position, std::string_view text);

  // True while there is a row; after the last one, or an error, the statement is ready to be bound and run again.
  Result<bool> step();
  // For statements that yield no row.
  Status run();
  void reset() noexcept;

  // Of the row at hand; columns count from 0.
  [[nodiscard]] std::int64_t integer(int column) const noexcept;
  [[nodiscard]] std::string text(int column) const;

 private:
  friend class SqliteDb;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  explicit SqliteStatement(sqlite3_stmt* statement) noexcept : statement_(statement) {}
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class SqliteDb {
 public:
  // Read-only, and taken to be changed by nobody: no lock, no journal, no mapping (a file cut short must not be a
  // SIGBUS).
  static Result<SqliteDb> open_immutable(const std::filesystem::path& path);
  // For writing; a new file has mode 0600.
  static Result<SqliteDb> open_or_create(const std::filesystem::path& path);

  Status run(const char* sql);  // one or more statements
  Result<SqliteStatement> prepare(std::string_view sql) const;
  // Runs the checks that SQLite has for its own structure.
  // Errors: corrupt.
  Status check_whole() const;

 private:
  struct Close {
    void operator()(sqlite3* db) const noexcept;
  };
  explicit SqliteDb(sqlite3* db) noexcept : db_(db) {}
  static Result<SqliteDb> open(const std::string& name, int flags);
  std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace bycatch
