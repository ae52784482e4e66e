// One transaction around several statements.
#pragma once

#include "sqlite.h"

namespace bycatch {

// Runs `act`, which returns a Status or a Result, so that all of it is done or nothing.
// Errors: those of `act`; busy; io; no_space.
template <class Act>
auto at_once(SqliteDb& db, const Act& act) -> decltype(act()) {
  if (const Status begun = db.run("BEGIN IMMEDIATE"); !begun) {
    return std::unexpected(begun.error());
  }
  auto done = act();
  const Status ended = db.run(done ? "COMMIT" : "ROLLBACK");
  if (done && !ended) {
    return std::unexpected(ended.error());
  }
  return done;
}

}  // namespace bycatch
