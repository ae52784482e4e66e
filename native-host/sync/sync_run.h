// One run of `bycatch sync`: what the feed has is made the live generation, or nothing is.
//
// <data folder>/feed/lock, state.json, metadata/ (metadata_store.h), parts/ (what is being loaded), catalogue.json
//
// A run that is stopped at any step leaves the live generation as it was, and its parts for the next one.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "http_client.h"
#include "result.h"

namespace bycatch {

struct SyncRequest {
  std::filesystem::path data_folder;
  std::string feed;                               // address; empty: the one from before
  std::optional<std::string> root;                // bytes of the feed's root; nothing: the one from before
  std::filesystem::path offline;                  // a tar file to be read instead of the address
  std::optional<std::vector<std::string>> packs;  // SyncState's; nothing: as before
  bool forgets_packs = false;                     // back to those that the feed gives by default
  bool only_when_due = false;
  bool is_metered = false;  // no base is loaded
  bool only_plans = false;
  std::chrono::sys_seconds now;
  HttpRules http;
  std::function<void(std::chrono::milliseconds)> pause;
};

// `left_out`: the feed offers it, and it was not chosen; told by a plan alone.
enum class PackWay { held, delta, base, held_back, dropped, left_out };
[[nodiscard]] std::string_view to_string(PackWay way) noexcept;

struct SyncPack {
  std::string id;
  std::string title;
  PackWay way = PackWay::held;
  std::uint64_t keys = 0;
  std::uint64_t bytes = 0;       // to be loaded, or loaded
  std::uint64_t size_bytes = 0;  // of the whole, on the disk
};

struct SyncEvents {
  // Before the first byte of a pack is loaded.
  std::function<void(const std::vector<SyncPack>&)> on_plan = [](const std::vector<SyncPack>&) {};
  std::function<void(std::uint64_t done, std::uint64_t whole)> on_bytes = [](std::uint64_t, std::uint64_t) {};
};

struct SyncOutcome {
  bool is_due = true;      // false: nothing was done, it is too early
  std::string generation;  // live now; empty when none is, or nothing was done
  bool has_changed = false;
  std::vector<SyncPack> packs;
  std::vector<Error> notes;     // soft: delta_unusable, result_mismatch, state_reset, clock_suspect
  std::vector<Error> failures;  // packs that were left as they are: suspicious_shrink, unsupported, not_found
};

inline constexpr std::chrono::hours kSyncInterval{6};

// Errors: no_feed; busy, also while something is imported; those of refresh_metadata(), load_payload(), writing.
Result<SyncOutcome> run_sync(const SyncRequest& request, const SyncEvents& events);

}  // namespace bycatch
