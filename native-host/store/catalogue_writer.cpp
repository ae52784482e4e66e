#include "catalogue_writer.h"

#include <nlohmann/json.hpp>

#include "catalogue_schema.h"
#include "protocol_json.gen.h"
#include "sqlite.h"

namespace bycatch {
namespace {

Status insert_all(const SqliteDb& db, const CatalogueSource& source) {
  auto card_row = db.prepare("INSERT INTO cards VALUES (?1, ?2, ?3)");
  auto advisory_row = db.prepare("INSERT INTO advisories VALUES (?1, ?2, ?3, ?4, ?5)");
  auto hint_row = db.prepare("INSERT INTO hints VALUES (?1, ?2)");
  for (const auto* row : {&card_row, &advisory_row, &hint_row}) {
    if (!*row) {
      return std::unexpected(row->error());
    }
  }
  for (const Card& card : source.cards) {
    card_row->bind(1, card.id).bind(2, card.test.value_or(false) ? 1 : 0).bind(3, to_json(card).dump());
    if (const Status inserted = card_row->run(); !inserted) {
      return inserted;
    }
  }
  for (const auto& [platform, tag, advisory] : source.advisories) {
    advisory_row->bind(1, to_string(platform)).bind(2, tag).bind(3, static_cast<std::int64_t>(advisory.level));
    advisory_row->bind(4, advisory.dataset.value_or("")).bind(5, to_json(advisory).dump());
    if (const Status inserted = advisory_row->run(); !inserted) {
      return inserted;
    }
  }
  for (const auto& [platform, photos] : source.hints) {
    hint_row->bind(1, to_string(platform)).bind(2, photos);
    if (const Status inserted = hint_row->run(); !inserted) {
      return inserted;
    }
  }
  return {};
}

}  // namespace

Status write_catalogue(const std::filesystem::path& file, const CatalogueSource& source) {
  auto db = SqliteDb::open_or_create(file);
  if (!db) {
    return std::unexpected(db.error());
  }
  Status written = db->run(kBuildPragmas);
  if (written) {
    written = db->run(kCatalogueSchema);
  }
  if (written) {
    written = db->run("BEGIN");
  }
  if (written) {
    written = insert_all(*db, source);
  }
  return written ? db->run("COMMIT") : written;
}

}  // namespace bycatch
