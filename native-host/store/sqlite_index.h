// The index of one generation, kept in SQLite.
//
// Threads:  one thread at a time.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "index.h"
#include "sqlite.h"

namespace bycatch {

class SqliteIndex final : public Index {
 public:
  // Errors: corrupt; io.
  static Result<SqliteIndex> open(const std::filesystem::path& file);

  Status lookup(KeySpace space, std::span<const Key> keys, std::vector<Hit>& out) const override;
  // It holds no imprints.
  Status near(const Imprint& /*wanted*/, int /*radius*/, std::vector<NearHit>& /*out*/) const override { return {}; }
  [[nodiscard]] std::span<const ListInfo> lists() const noexcept override { return lists_; }

 private:
  SqliteIndex(SqliteDb db, SqliteStatement find, std::vector<ListInfo> lists)
      : db_(std::move(db)), find_(std::move(find)), lists_(std::move(lists)) {}
  SqliteDb db_;
  mutable SqliteStatement find_;
  std::vector<ListInfo> lists_;
};

}  // namespace bycatch
