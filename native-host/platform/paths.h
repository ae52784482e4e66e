// Where this system keeps Bycatch's files.
#pragma once

#include <filesystem>

#include "result.h"

namespace bycatch {

// $BYCATCH_HOME, else $XDG_DATA_HOME/bycatch, else ~/.local/share/bycatch. Not created here.
// Errors: not_found when none of these is set; bad_request when BYCATCH_HOME is not absolute.
[[nodiscard]] Result<std::filesystem::path> data_folder();

// $BYCATCH_POLICY, else /etc/bycatch/policy.json.
[[nodiscard]] std::filesystem::path system_policy_file();

}  // namespace bycatch
