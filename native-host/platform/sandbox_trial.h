// Tries out what lock_in() promises, in processes of its own.
#pragma once

#include <string_view>
#include <vector>

#include "protocol.gen.h"
#include "result.h"

namespace bycatch {

// How far a process can lock itself in on this system. `none` also when no process could be started.
[[nodiscard]] SandboxState sandbox_here();

enum class TrialOutcome {
  held,       // what is forbidden was refused, what is needed worked
  broken,     //
  not_tried,  // a sanitizer needs it
};

struct Trial {
  std::string_view what;  // "connect to the network"
  TrialOutcome outcome;
};

// Every act that a process which has locked itself in must be refused, and what it must still be able to do.
// Errors: as make_private_folder(), when there is no place for the files that it is tried on.
[[nodiscard]] Result<std::vector<Trial>> try_sandbox();

}  // namespace bycatch
