#include "feed_root.h"

#include <algorithm>
#include <set>

#include "envelope.h"
#include "feed_key.h"
#include "feed_release.h"
#include "json_field.h"

namespace bycatch {
namespace {

using nlohmann::json;

json role_of(const std::vector<std::string>& ids, std::size_t threshold) {
  return {{"keyids", ids}, {"threshold", threshold}};
}

// Only keys that some role names stay.
void drop_unused_keys(json& root) {
  std::set<std::string> used;
  for (const FeedRole role : kFeedRoles) {
    for (std::string& id : key_ids(root, role)) used.insert(std::move(id));
  }
  json keys = json::object();
  for (const auto& [id, key] : root["keys"].items()) {
    if (used.contains(id)) keys[id] = key;
  }
  root["keys"] = std::move(keys);
}

void set_online(json& root, const std::map<FeedRole, json>& online) {
  for (const auto& [role, key] : online) {
    root["keys"][feed_key_id(key)] = key;
    root["roles"][std::string(to_string(role))] = role_of({feed_key_id(key)}, 1);
  }
}

// Signatures of the root's keys that hold, as TrustedSet counts them.
std::size_t signatures_by(const Envelope& envelope, const json& root) {
  const auto read = read_root(root);
  if (!read) return 0;
  const RoleKeys& role = read->role(FeedRole::root);
  std::set<std::string_view> counted;
  for (const auto& signature : envelope.signatures) {
    const auto key = read->keys.find(signature.key_id);
    if (key != read->keys.end() && std::ranges::binary_search(role.key_ids, signature.key_id) &&
        key->second.verifies(envelope.signed_bytes, signature.hex)) {
      counted.insert(key->second.material());
    }
  }
  return counted.size();
}

}  // namespace

std::vector<std::string> key_ids(const json& root, FeedRole role) {
  std::vector<std::string> ids;
  for (const json& id : field_of(field_of(field_of(root, "roles"), std::string(to_string(role)).c_str()), "keyids")) {
    if (id.is_string()) ids.push_back(id.get<std::string>());
  }
  return ids;
}

std::size_t root_threshold(const json& root) {
  return static_cast<std::size_t>(number_field(field_of(field_of(root, "roles"), "root"), "threshold"));
}

json first_root(const RootPlan& plan, std::chrono::sys_seconds expires) {
  json root = metadata_body(FeedRole::root, 1, expires);
  root["consistent_snapshot"] = true;
  root["keys"] = json::object();
  std::vector<std::string> ids;
  for (const json& key : plan.root_keys) {
    ids.push_back(feed_key_id(key));
    root["keys"][ids.back()] = key;
  }
  std::ranges::sort(ids);
  root["roles"]["root"] = role_of(ids, plan.threshold);
  set_online(root, plan.online);
  return root;
}

Result<json> next_root(const json& root, const RootChange& change, std::chrono::sys_seconds expires) {
  json next = root;
  next.update(metadata_body(FeedRole::root, number_field(root, "version") + 1, expires));
  std::vector<std::string> ids = key_ids(root, FeedRole::root);
  for (const std::string& dropped : change.dropped) {
    if (std::erase(ids, dropped) == 0) return fail(ErrorCode::bad_request, "a key to drop is none of root's");
  }
  for (const json& key : change.added) {
    next["keys"][feed_key_id(key)] = key;
    ids.push_back(feed_key_id(key));
  }
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
  const std::size_t threshold = change.threshold == 0 ? root_threshold(root) : change.threshold;
  if (ids.size() < threshold) return fail(ErrorCode::bad_request, "fewer keys of root than must sign");
  next["roles"]["root"] = role_of(ids, threshold);
  set_online(next, change.online);
  drop_unused_keys(next);
  return next;
}

Result<std::string> sign_root(std::string_view text, std::span<const SigningKey> keys, const json& old_root) {
  const auto envelope = open_envelope(text, kMaxRootBytes);
  if (!envelope) return std::unexpected(envelope.error());
  const auto old_ids = key_ids(old_root, FeedRole::root);
  const auto new_ids = key_ids(envelope->body, FeedRole::root);
  json signatures = json::array();
  std::set<std::string> anew;
  for (const SigningKey& key : keys) {
    const bool is_holder =
        std::ranges::find(old_ids, key.id()) != old_ids.end() || std::ranges::find(new_ids, key.id()) != new_ids.end();
    if (!is_holder || !anew.insert(key.id()).second) continue;
    auto signature = key.sign(envelope->signed_bytes);
    if (!signature) return std::unexpected(signature.error());
    signatures.push_back({{"keyid", key.id()}, {"sig", *std::move(signature)}});
  }
  for (const auto& signature : envelope->signatures) {
    if (!anew.contains(signature.key_id)) {
      signatures.push_back({{"keyid", signature.key_id}, {"sig", signature.hex}});
    }
  }
  std::sort(signatures.begin(), signatures.end(), [](const json& a, const json& b) { return a["keyid"] < b["keyid"]; });
  return json{{"signatures", signatures}, {"signed", envelope->body}}.dump() + "\n";
}

Result<RootSignatures> count_signatures(std::string_view text, const json& old_root) {
  const auto envelope = open_envelope(text, kMaxRootBytes);
  if (!envelope) return std::unexpected(envelope.error());
  RootSignatures count{.by_new = signatures_by(*envelope, envelope->body),
                       .new_threshold = root_threshold(envelope->body)};
  if (!old_root.is_null()) {
    count.by_old = signatures_by(*envelope, old_root);
    count.old_threshold = root_threshold(old_root);
  }
  return count;
}

}  // namespace bycatch
