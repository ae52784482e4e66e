// The catalogue of one generation, kept in SQLite.
//
// Threads:  one thread at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
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
  [[nodiscard]] Result<std::vector<std::string>> hints(Platform platform) const override;
  [[nodiscard]] bool is_test(std::string_view dataset) const noexcept override { return tests_.contains(dataset); }
  [[nodiscard]] Scope scope(std::string_view dataset) const override;

 private:
  using Scopes = std::map<std::string, Scope, std::less<>>;

  SqliteCatalogue(SqliteDb db, std::set<std::string, std::less<>> tests, Scopes scopes)
      : db_(std::move(db)), tests_(std::move(tests)), scopes_(std::move(scopes)) {}
  SqliteDb db_;
  std::set<std::string, std::less<>> tests_;
  Scopes scopes_;  // read once: every answer needs them
};

}  // namespace bycatch
