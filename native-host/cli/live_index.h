// The live generation, for a command that reads it once.
#pragma once

#include "answerer.h"

namespace bycatch {

[[nodiscard]] IndexInUse open_index();

}  // namespace bycatch
