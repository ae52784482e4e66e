// The root of a feed: made, changed, and signed by its holders one after another until enough of them have.
#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "metadata.h"
#include "signing_key.h"

namespace bycatch {

// The first one. `root_keys` are public parts, as SigningKey::public_json(); of the other roles one key each.
struct RootPlan {
  std::vector<nlohmann::json> root_keys;
  std::size_t threshold = 1;
  std::map<FeedRole, nlohmann::json> online;  // targets, snapshot, timestamp
};
[[nodiscard]] nlohmann::json first_root(const RootPlan& plan, std::chrono::sys_seconds expires);

// Ids of the keys that a root gives a role, and how many of root's must sign.
[[nodiscard]] std::vector<std::string> key_ids(const nlohmann::json& root, FeedRole role);
[[nodiscard]] std::size_t root_threshold(const nlohmann::json& root);

// What the next root changes; the rest stays as it is.
struct RootChange {
  std::map<FeedRole, nlohmann::json> online;  // roles that get this key in place of all they had
  std::vector<nlohmann::json> added;          // keys of root
  std::vector<std::string> dropped;           // ids of keys of root
  std::size_t threshold = 0;                  // 0: as it is
};
// Errors: bad_request, when a dropped id is not a key of root, or fewer keys are left than the threshold.
[[nodiscard]] Result<nlohmann::json> next_root(const nlohmann::json& root, const RootChange& change,
                                               std::chrono::sys_seconds expires);

// Adds the signatures of `keys` to signed bytes, in place of older ones of the same keys. Keys that neither the old nor
// the new root names change nothing.
// Errors: bad_format; internal.
[[nodiscard]] Result<std::string> sign_root(std::string_view text, std::span<const SigningKey> keys,
                                            const nlohmann::json& old_root);

// How many signatures are there and how many are needed, by the keys of the old root and of the new one.
struct RootSignatures {
  std::size_t by_old = 0, old_threshold = 0;
  std::size_t by_new = 0, new_threshold = 0;
  [[nodiscard]] bool are_enough() const { return by_old >= old_threshold && by_new >= new_threshold; }
};
// `old_root` is null for the first one.
// Errors: bad_format.
[[nodiscard]] Result<RootSignatures> count_signatures(std::string_view text, const nlohmann::json& old_root);

}  // namespace bycatch
