// Rows of new lists on their way into an index: taken in any order and number, kept in a file, sorted there.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "list_row.h"
#include "sqlite.h"

namespace bycatch {

class ListStage {
 public:
  struct Summary {
    std::string digest;  // SHA-256 of the sorted records, hexadecimal: equal lists have equal digests
    std::array<std::uint64_t, kKeySpaces> records{};
  };

  // Errors: io; no_space.
  static Result<ListStage> create(const std::filesystem::path& file);

  // Errors: io; no_space.
  Status add(std::uint32_t list, const ListRow& row);

  // Sorts, drops duplicates, counts photos per account and tag; leaves the records in the file's table `merged`, which
  // has the columns of index.sqlite's `records`. Nothing can be added afterwards. Lists without records are left out.
  // Errors: io; no_space.
  Result<std::map<std::uint32_t, Summary>> merge();

 private:
  ListStage(SqliteDb db, SqliteStatement insert) : db_(std::move(db)), insert_(std::move(insert)) {}
  Status put(std::uint32_t list, const LocatedKey& key, const LocatedKey* photo);
  SqliteDb db_;
  SqliteStatement insert_;
};

}  // namespace bycatch
