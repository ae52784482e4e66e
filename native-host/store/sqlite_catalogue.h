// The catalogue of one generation, kept in SQLite.
//
// Threads:  one thread at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>

#include "catalogue.h"
#include "sqlite.h"

namespace bycatch {

class SqliteCatalogue final : public Catalogue {
 public:
  // Errors: corrupt; io.
  static Result<SqliteCatalogue> open(const std::filesystem::path& file);

  [[nodiscard]] Result<std::vector<Card>> cards(std::span<const std::string> ids) const override;
  [[nodiscard]] Result<std::vector<Advisory>> advisories(Platform platform, std::string_view tag) const override;
  [[nodiscard]] bool is_test(std::string_view dataset) const noexcept override { return tests_.contains(dataset); }

 private:
  SqliteCatalogue(SqliteDb db, std::set<std::string, std::less<>> tests)
      : db_(std::move(db)), tests_(std::move(tests)) {}
  SqliteDb db_;
  std::set<std::string, std::less<>> tests_;
};

}  // namespace bycatch
