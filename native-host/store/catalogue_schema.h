// The tables of catalogue.sqlite. What they mean is part of the generation's format number (generation_manifest.h).
#pragma once

namespace bycatch {

// `card` and `advisory` are the protocol's JSON; level 0 is the strongest.
inline constexpr const char* kCatalogueSchema = R"sql(
  PRAGMA application_id = 0x42794331;
  CREATE TABLE cards (
    id TEXT PRIMARY KEY,
    is_test INTEGER NOT NULL,
    card TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE advisories (
    platform TEXT NOT NULL,
    tag TEXT NOT NULL,
    level INTEGER NOT NULL,
    dataset TEXT NOT NULL,
    advisory TEXT NOT NULL,
    PRIMARY KEY (platform, tag, level, dataset)
  ) WITHOUT ROWID;
  CREATE TABLE hints (
    platform TEXT NOT NULL,
    photos TEXT NOT NULL,
    PRIMARY KEY (platform, photos)
  ) WITHOUT ROWID;
)sql";

}  // namespace bycatch
