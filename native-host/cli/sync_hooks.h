// Programs of the person's own that are started when a sync has changed the lists here, or has failed.
//
// They are named on the command line and never remembered: a sync may write its data folder, and whoever takes it over
// must not find a place there from which programs are started. A process that was split off before the sync gave up
// its rights starts them.
//
// Threads:  one.
#pragma once

#include <optional>
#include <string>

#include "child_process.h"

namespace bycatch {

class SyncHooks {
 public:
  // Either may be empty.
  // Requires: no other thread runs.
  // Errors: io; busy.
  static Result<SyncHooks> start(const std::string& on_update, const std::string& on_error);

  // Each waits for the program's end, and says how it ended: 0, or what the shell would say. Nothing when there is no
  // such program. The program has BYCATCH_GENERATION, or BYCATCH_ERROR (a code of PROTOCOL.md), in its environment.
  std::optional<int> updated(const std::string& generation);
  std::optional<int> failed(ErrorCode code);

 private:
  SyncHooks() = default;
  std::optional<int> run(char which, const std::string& value);

  std::optional<ChildProcess> child_;
  bool has_update_ = false;
  bool has_error_ = false;
};

}  // namespace bycatch
