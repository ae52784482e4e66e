// The steps that make state.db; user_version counts those taken. Append only: a step that was published never changes.
#pragma once

#include <array>

namespace bycatch {

inline constexpr std::array kStateMigrations = {
    R"sql(
      CREATE TABLE site_counts (
        day TEXT NOT NULL,       -- UTC, YYYY-MM-DD
        platform TEXT NOT NULL,  -- as on the wire
        seen INTEGER NOT NULL,
        identified INTEGER NOT NULL,
        PRIMARY KEY (day, platform)
      ) WITHOUT ROWID;
    )sql",
    R"sql(
      CREATE TABLE watches (
        number INTEGER PRIMARY KEY AUTOINCREMENT,  -- one that was removed never names another
        platform TEXT NOT NULL,                    -- as on the wire, like the next
        kind TEXT NOT NULL,
        id TEXT NOT NULL,                          -- in its normal form
        since TEXT NOT NULL,                       -- UTC day
        UNIQUE (platform, kind, id)
      );
    )sql",
    R"sql(
      CREATE TABLE removal_requests (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        dataset TEXT NOT NULL,
        letter TEXT NOT NULL,     -- as on the wire, like the state
        state TEXT NOT NULL,
        created TEXT NOT NULL,    -- days are the person's own
        sent TEXT NOT NULL,       -- empty: it was not
        changed TEXT NOT NULL,
        kept_as INTEGER NOT NULL  -- its number where it was kept before; 0: it was made here
      );
    )sql",
    R"sql(
      ALTER TABLE watches ADD COLUMN seen_generation TEXT NOT NULL DEFAULT '';  -- empty: its news were never seen
      ALTER TABLE watches ADD COLUMN seen_day TEXT NOT NULL DEFAULT '';         -- UTC
      CREATE TABLE watch_counts (
        watch INTEGER NOT NULL,  -- its number
        dataset TEXT NOT NULL,
        photos INTEGER NOT NULL,
        PRIMARY KEY (watch, dataset)
      ) WITHOUT ROWID;
    )sql",
    R"sql(
      ALTER TABLE watches ADD COLUMN found_generation TEXT NOT NULL DEFAULT '';  -- empty: was not compared
      CREATE TABLE watch_pictures (
        watch INTEGER NOT NULL,  -- its number
        imprints TEXT NOT NULL,  -- of one picture, as it is, turned and mirrored: 64 digits each
        PRIMARY KEY (watch, imprints)
      ) WITHOUT ROWID;
      CREATE TABLE watch_found (
        watch INTEGER NOT NULL,
        dataset TEXT NOT NULL,
        photos INTEGER NOT NULL,  -- of the folder that found_generation holds
        PRIMARY KEY (watch, dataset)
      ) WITHOUT ROWID;
    )sql",
    R"sql(
      CREATE TABLE event_sums (     -- of what is not reported yet
        day TEXT PRIMARY KEY,       -- UTC
        presence INTEGER NOT NULL,  -- 1: that there was a day is not reported; 2: it is
        checked INTEGER NOT NULL,
        listed INTEGER NOT NULL,
        warned INTEGER NOT NULL,
        posted_anyway INTEGER NOT NULL,
        blocked INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE TABLE event_reports (
        sent_at INTEGER PRIMARY KEY,  -- seconds since 1970; 0: is on its way
        body TEXT NOT NULL
      );
    )sql",
};

}  // namespace bycatch
