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
};

}  // namespace bycatch
