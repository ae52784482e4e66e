// The tables of index.sqlite. What they mean is part of the generation's format number (generation_manifest.h).
#pragma once

namespace bycatch {

// `list` is the list's position in Index::lists(). Keys are stored as the signed integers of the same bits.
inline constexpr const char* kIndexSchema = R"sql(
  PRAGMA application_id = 0x42794931;
  CREATE TABLE lists (
    list INTEGER PRIMARY KEY,  -- 0, 1, 2 ...
    dataset TEXT NOT NULL UNIQUE,
    date TEXT NOT NULL,
    digest TEXT NOT NULL       -- SHA-256 of the list's records, hexadecimal
  );
  CREATE TABLE totals (
    list INTEGER NOT NULL,
    space INTEGER NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (list, space)
  ) WITHOUT ROWID;
  CREATE TABLE records (
    space INTEGER NOT NULL,
    high INTEGER NOT NULL,
    low INTEGER NOT NULL,
    list INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (space, high, low, list)
  ) WITHOUT ROWID;
)sql";

}  // namespace bycatch
