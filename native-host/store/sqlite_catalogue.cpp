#include "sqlite_catalogue.h"

#include <nlohmann/json.hpp>

#include "photo_selector.h"
#include "protocol_json.gen.h"

namespace bycatch {
namespace {

// Reads every row's first column by `parse`, into `out`.
template <class T>
Status read_json(SqliteStatement& query, Result<T> (*parse)(const nlohmann::json&), std::vector<T>& out) {
  for (auto row = query.step();; row = query.step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (!*row) {
      return {};
    }
    auto value = parse(nlohmann::json::parse(query.text(0), nullptr, false));
    if (!value) {
      query.reset();
      return fail(ErrorCode::corrupt, "catalogue: " + value.error().detail);
    }
    out.push_back(std::move(*value));
  }
}

}  // namespace

Scope scope_of(const Card& card) {
  return {card.platforms, card.collected_to ? card.collected_to : card.year};
}

Result<SqliteCatalogue> SqliteCatalogue::open(const std::filesystem::path& file) {
  auto db = SqliteDb::open_immutable(file);
  if (!db) {
    return std::unexpected(db.error());
  }
  SqliteCatalogue catalogue(std::move(*db), {}, {});
  const auto cards = catalogue.cards({});
  if (!cards) {
    return std::unexpected(cards.error());
  }
  for (const Card& card : *cards) {
    catalogue.scopes_.emplace(card.id, scope_of(card));
    if (card.test.value_or(false)) {
      catalogue.tests_.insert(card.id);
    }
  }
  return catalogue;
}

Scope SqliteCatalogue::scope(std::string_view dataset) const {
  const auto found = scopes_.find(dataset);
  return found == scopes_.end() ? Scope() : found->second;
}

Result<std::vector<Card>> SqliteCatalogue::cards(std::span<const std::string> ids) const {
  auto query = db_.prepare(ids.empty() ? "SELECT card FROM cards ORDER BY id" : "SELECT card FROM cards WHERE id = ?1");
  if (!query) {
    return std::unexpected(query.error());
  }
  std::vector<Card> cards;
  Status read;
  if (ids.empty()) {
    read = read_json(*query, parse_card, cards);
  }
  for (std::size_t i = 0; read && i < ids.size(); ++i) {
    query->bind(1, ids[i]);
    read = read_json(*query, parse_card, cards);
  }
  return read ? Result<std::vector<Card>>(std::move(cards)) : std::unexpected(read.error());
}

Result<std::vector<Advisory>> SqliteCatalogue::advisories(Platform platform, std::string_view tag) const {
  auto query = db_.prepare(
      tag.empty() ? "SELECT advisory FROM advisories WHERE platform = ?1 ORDER BY tag, level, dataset"
                  : "SELECT advisory FROM advisories WHERE platform = ?1 AND tag = ?2 ORDER BY level, dataset");
  if (!query) {
    return std::unexpected(query.error());
  }
  query->bind(1, to_string(platform));
  if (!tag.empty()) {
    query->bind(2, tag);
  }
  std::vector<Advisory> advisories;
  const Status read = read_json(*query, parse_advisory, advisories);
  return read ? Result<std::vector<Advisory>>(std::move(advisories)) : std::unexpected(read.error());
}

Result<std::vector<std::string>> SqliteCatalogue::hints(Platform platform) const {
  // Generations made before there were hints have no such table.
  auto table = db_.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'hints'");
  const auto has_table = table ? table->step() : std::unexpected(table.error());
  if (!has_table) return std::unexpected(has_table.error());
  std::vector<std::string> hints;
  if (!*has_table) return hints;
  auto query = db_.prepare("SELECT photos FROM hints WHERE platform = ?1 ORDER BY photos");
  if (!query) return std::unexpected(query.error());
  query->bind(1, to_string(platform));
  for (auto row = query->step();; row = query->step()) {
    if (!row) return std::unexpected(row.error());
    if (!*row) return hints;
    std::string selector(query->text(0));
    if (!is_photo_selector(selector) || hints.size() == kMaxSelectors) {
      return fail(ErrorCode::corrupt, "catalogue: hints");
    }
    hints.push_back(std::move(selector));
  }
}

}  // namespace bycatch
