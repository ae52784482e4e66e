// <data folder>/feed/history: the last runs of `bycatch sync`, oldest first, a line each: when it ended (seconds since
// 1970), `ok` or what went wrong, and the bytes of lists that it loaded, with tabs between.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "result.h"

namespace bycatch {

inline constexpr std::size_t kMaxPastSyncs = 60;  // StatusReply.syncs

// Lines that are none are left out: a history that is damaged is a shorter one.
[[nodiscard]] std::vector<PastSync> read_sync_history(const std::filesystem::path& data_folder);

// Errors: io; no_space; permission; read_only.
Status add_to_sync_history(const std::filesystem::path& data_folder, const PastSync& sync);

}  // namespace bycatch
