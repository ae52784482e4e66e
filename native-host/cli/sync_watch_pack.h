// What an organisation watches, brought up to date by `bycatch sync` when its policy names where that is.
#pragma once

#include <filesystem>
#include <string>

#include "http_client.h"
#include "output.h"
#include "system_policy.h"

namespace bycatch {

// The key of the policy's file; read before rights are given up. Empty when none is named.
// Errors: those of read_small_file().
[[nodiscard]] Result<std::string> read_watch_pack_key(const SystemPolicy& policy);

// Takes one that is signed by `key`, not expired, and not older than the one that is here; where the policy names none
// any more, the one that is here goes. What is not taken is a note of `output`, and the one that is here stays.
void load_watch_pack(Output& output, const SystemPolicy& policy, const std::string& key,
                     const std::filesystem::path& data_folder, const HttpRules& rules);

}  // namespace bycatch
