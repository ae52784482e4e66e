#include "metadata.h"

#include <algorithm>
#include <limits>

#include "path_pattern.h"
#include "utc_time.h"

namespace bycatch {
namespace {

using nlohmann::json;

constexpr std::string_view kFileEnd = ".json";
constexpr std::string_view kMajorVersion = "1.";

// Takes an object apart. The first field that is not as it must be is remembered; what is read after it means nothing.
class Fields {
 public:
  explicit Fields(std::string what) : what_(std::move(what)) {}

  [[nodiscard]] bool ok() const noexcept { return fault_.empty(); }
  [[nodiscard]] std::unexpected<Error> error() const { return fail(ErrorCode::bad_format, what_ + ": " + fault_); }
  void refuse(std::string_view field) {
    if (fault_.empty()) {
      fault_ = field;
    }
  }

  const json& object(const json& in, const char* name) { return member(in, name, json::value_t::object); }
  const json& array(const json& in, const char* name) { return member(in, name, json::value_t::array); }
  std::string text(const json& in, const char* name) {
    const json& found = member(in, name, json::value_t::string);
    return found.is_string() ? found.get<std::string>() : std::string();
  }
  bool boolean(const json& in, const char* name) {
    const json& found = member(in, name, json::value_t::boolean);
    return found.is_boolean() && found.get<bool>();
  }
  std::int64_t number(const json& in, const char* name, std::int64_t least) {
    const auto found = in.is_object() ? in.find(name) : in.end();
    if (!in.is_object() || found == in.end() || !found->is_number_integer() ||
        (found->is_number_unsigned() &&
         found->get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) ||
        found->get<std::int64_t>() < least) {
      refuse(name);
      return least;
    }
    return found->get<std::int64_t>();
  }
  std::vector<std::string> texts(const json& in, const char* name) {
    std::vector<std::string> all;
    for (const json& element : array(in, name)) {
      if (!element.is_string()) {
        refuse(name);
        break;
      }
      all.push_back(element.get<std::string>());
    }
    return all;
  }

 private:
  const json& member(const json& in, const char* name, json::value_t type) {
    static const json nothing;
    const auto found = in.is_object() ? in.find(name) : in.end();
    if (!in.is_object() || found == in.end() || found->type() != type) {
      refuse(name);
      return nothing;
    }
    return *found;
  }

  std::string what_;
  std::string fault_;
};

// What all four begin with.
Status read_head(const json& body, FeedRole role, MetadataHead& head) {
  Fields fields{std::string(to_string(role))};
  if (fields.text(body, "_type") != to_string(role)) {
    fields.refuse("_type");
  }
  const std::string spec = fields.text(body, "spec_version");
  const auto expires = parse_utc_time(fields.text(body, "expires"));
  head.version = fields.number(body, "version", 1);
  if (!expires) {
    fields.refuse("expires");
  }
  if (!spec.starts_with(kMajorVersion) && !spec.empty() &&
      std::ranges::all_of(spec, [](char c) { return c == '.' || (c >= '0' && c <= '9'); })) {
    return fail(ErrorCode::unsupported, "spec_version " + spec.substr(0, 16));
  }
  if (!spec.starts_with(kMajorVersion)) {
    fields.refuse("spec_version");
  }
  if (!fields.ok()) {
    return fields.error();
  }
  head.expires = *expires;
  return {};
}

RoleKeys read_role_keys(Fields& fields, const json& in) {
  RoleKeys role;
  role.key_ids = fields.texts(in, "keyids");
  role.threshold = static_cast<std::size_t>(fields.number(in, "threshold", 1));
  if (role.key_ids.size() > kMaxRoleKeys) {
    fields.refuse("keyids");
  }
  std::ranges::sort(role.key_ids);
  const auto twice = std::ranges::unique(role.key_ids);
  role.key_ids.erase(twice.begin(), twice.end());
  return role;
}

FeedKeys read_keys(Fields& fields, const json& in) {
  FeedKeys keys;
  for (const auto& [id, key] : fields.object(in, "keys").items()) {
    if (auto read = FeedKey::read(id, key)) {
      keys.emplace(id, std::move(*read));
    }
  }
  return keys;
}

FeedHashes read_hashes(Fields& fields, const json& in) {
  FeedHashes hashes;
  for (const auto& [name, hash] : fields.object(in, "hashes").items()) {
    if (!hash.is_string()) {
      fields.refuse("hashes");
      break;
    }
    hashes.emplace(name, hash.get<std::string>());
  }
  return hashes;
}

MetadataFile read_metadata_file(Fields& fields, const json& in) {
  MetadataFile file;
  file.version = fields.number(in, "version", 1);
  if (in.is_object() && in.contains("length")) {
    file.length = static_cast<std::uint64_t>(fields.number(in, "length", 0));
  }
  if (in.is_object() && in.contains("hashes")) {
    file.hashes = read_hashes(fields, in);
  }
  return file;
}

// A delegated role must not pass for one of the four, nor for no role at all.
bool is_delegated_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxNameBytes &&
         std::ranges::none_of(kFeedRoles, [&](FeedRole role) { return name == to_string(role); });
}

Delegation read_delegation(Fields& fields, const json& in) {
  Delegation delegation;
  delegation.name = fields.text(in, "name");
  delegation.keys = read_role_keys(fields, in);
  delegation.is_terminating = fields.boolean(in, "terminating");
  const bool by_hash = in.is_object() && in.contains("path_hash_prefixes");
  if (by_hash) {
    delegation.path_hash_prefixes = fields.texts(in, "path_hash_prefixes");
  } else {
    delegation.paths = fields.texts(in, "paths");
  }
  if (!is_delegated_name(delegation.name) || (by_hash && in.contains("paths"))) {
    fields.refuse("delegations");
  }
  return delegation;
}

TargetFile read_target(Fields& fields, const json& in) {
  TargetFile target;
  target.length = static_cast<std::uint64_t>(fields.number(in, "length", 0));
  target.hashes = read_hashes(fields, in);
  if (in.is_object() && in.contains("custom")) {
    target.custom = fields.object(in, "custom");
  }
  return target;
}

}  // namespace

std::string_view to_string(FeedRole role) noexcept {
  switch (role) {
    case FeedRole::root:
      return "root";
    case FeedRole::timestamp:
      return "timestamp";
    case FeedRole::snapshot:
      return "snapshot";
    case FeedRole::targets:
      return "targets";
  }
  return {};
}

bool Delegation::covers(std::string_view path) const {
  const auto matches = [&](const std::string& pattern) { return matches_path_pattern(pattern, path); };
  if (path_hash_prefixes.empty()) {
    return std::ranges::any_of(paths, matches);
  }
  const std::string hash = sha256_hex(path);
  return std::ranges::any_of(path_hash_prefixes, [&](const std::string& prefix) { return hash.starts_with(prefix); });
}

Result<RootMetadata> read_root(const json& body) {
  RootMetadata root;
  if (const Status head = read_head(body, FeedRole::root, root); !head) {
    return std::unexpected(head.error());
  }
  Fields fields("root");
  root.consistent_snapshot = body.contains("consistent_snapshot") && fields.boolean(body, "consistent_snapshot");
  root.keys = read_keys(fields, body);
  const json& roles = fields.object(body, "roles");
  for (const FeedRole role : kFeedRoles) {
    const std::string name(to_string(role));
    root.roles[static_cast<std::size_t>(role)] = read_role_keys(fields, fields.object(roles, name.c_str()));
  }
  if (!fields.ok()) {
    return fields.error();
  }
  return root;
}

Result<TimestampMetadata> read_timestamp(const json& body) {
  TimestampMetadata timestamp;
  if (const Status head = read_head(body, FeedRole::timestamp, timestamp); !head) {
    return std::unexpected(head.error());
  }
  Fields fields("timestamp");
  const json& files = fields.object(body, "meta");
  timestamp.snapshot = read_metadata_file(fields, fields.object(files, "snapshot.json"));
  if (!fields.ok()) {
    return fields.error();
  }
  return timestamp;
}

Result<SnapshotMetadata> read_snapshot(const json& body) {
  SnapshotMetadata snapshot;
  if (const Status head = read_head(body, FeedRole::snapshot, snapshot); !head) {
    return std::unexpected(head.error());
  }
  Fields fields("snapshot");
  for (const auto& [name, file] : fields.object(body, "meta").items()) {
    if (!name.ends_with(kFileEnd)) {
      fields.refuse("meta");
      break;
    }
    snapshot.files.emplace(name.substr(0, name.size() - kFileEnd.size()), read_metadata_file(fields, file));
  }
  if (!snapshot.files.contains(to_string(FeedRole::targets))) {
    fields.refuse("meta");
  }
  if (!fields.ok()) {
    return fields.error();
  }
  return snapshot;
}

Result<TargetsMetadata> read_targets(const json& body) {
  TargetsMetadata targets;
  if (const Status head = read_head(body, FeedRole::targets, targets); !head) {
    return std::unexpected(head.error());
  }
  Fields fields("targets");
  for (const auto& [path, target] : fields.object(body, "targets").items()) {
    targets.targets.emplace(path, read_target(fields, target));
  }
  if (body.contains("delegations")) {
    const json& delegations = fields.object(body, "delegations");
    targets.keys = read_keys(fields, delegations);
    for (const json& delegation : fields.array(delegations, "roles")) {
      targets.delegations.push_back(read_delegation(fields, delegation));
    }
  }
  if (!fields.ok()) {
    return fields.error();
  }
  return targets;
}

}  // namespace bycatch
