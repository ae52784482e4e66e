// What an organisation is told by `bycatch sync`, when it has set that.
#pragma once

#include <filesystem>
#include <string>

#include "http_client.h"
#include "output.h"
#include "system_policy.h"

namespace bycatch {

// The token of the policy's file; read before rights are given up. Empty when there is none.
// Errors: not_found; permission; too_large; bad_format; io.
[[nodiscard]] Result<std::string> read_events_token(const SystemPolicy& policy);

// Sends what waits. What could not be sent waits for the next time, and is a note of `output`.
void report_events(Output& output, const SystemPolicy& policy, const std::string& token,
                   const std::filesystem::path& data_folder, const HttpRules& rules);

}  // namespace bycatch
