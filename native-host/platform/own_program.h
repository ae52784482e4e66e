// Where the running program stands.
#pragma once

#include <filesystem>

#include "result.h"

namespace bycatch {

// The folder of this program's file, absolute, links resolved.
// Errors: io.
[[nodiscard]] Result<std::filesystem::path> own_program_folder();

}  // namespace bycatch
