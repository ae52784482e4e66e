// <data folder>/feed/state.json: which feed, which of its packs, and when to ask again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "result.h"

namespace bycatch {

struct SyncState {
  std::string feed;                               // address; empty: none yet
  std::optional<std::vector<std::string>> packs;  // ids, or "*" for all; nothing: those that the feed gives by default
  std::int64_t checked_at = 0;                    // seconds since 1970 of the last run that went well
  std::int64_t not_before = 0;                    // as the server asked
};

struct ReadSyncState {
  SyncState state;
  bool is_damaged = false;  // there was one, but it could not be read
};

[[nodiscard]] ReadSyncState read_sync_state(const std::filesystem::path& file);

// Errors: io; no_space; permission; read_only.
Status write_sync_state(const std::filesystem::path& file, const SyncState& state);

}  // namespace bycatch
