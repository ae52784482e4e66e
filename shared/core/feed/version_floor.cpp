#include "version_floor.h"

#include <algorithm>

#include "canonical_json.h"
#include "strict_json.h"

namespace bycatch {
namespace {

using nlohmann::json;

bool is_version(const json& in, const char* name) {
  const auto found = in.find(name);
  return found != in.end() && found->is_number_integer() && found->get<std::int64_t>() >= 0;
}

}  // namespace

void VersionFloor::raise(const TimestampMetadata& by) {
  timestamp = std::max(timestamp, by.version);
  snapshot = std::max(snapshot, by.snapshot.version);
}

void VersionFloor::raise(const SnapshotMetadata& by) {
  for (const auto& [role, file] : by.files) {
    auto& version = roles[role];
    version = std::max(version, file.version);
  }
}

std::string floor_keys(const RootMetadata& root) {
  json keys = json::array();
  for (const FeedRole role : {FeedRole::timestamp, FeedRole::snapshot}) {
    keys.push_back(root.role(role).key_ids);
    keys.push_back(root.role(role).threshold);
  }
  return sha256_hex(canonical_json(keys));
}

std::string version_floor_text(const VersionFloor& floor) {
  return canonical_json(
      {{"keys", floor.keys}, {"timestamp", floor.timestamp}, {"snapshot", floor.snapshot}, {"roles", floor.roles}});
}

Result<VersionFloor> read_version_floor(std::string_view text) {
  const auto read = parse_strict_json(text, VersionFloor::kMaxBytes);
  if (!read) {
    return std::unexpected(read.error());
  }
  const auto keys = read->find("keys");
  const auto roles = read->find("roles");
  if (keys == read->end() || !keys->is_string() || !is_version(*read, "timestamp") || !is_version(*read, "snapshot") ||
      roles == read->end() || !roles->is_object()) {
    return fail(ErrorCode::bad_format, "version floor");
  }
  VersionFloor floor;
  floor.keys = keys->get<std::string>();
  floor.timestamp = read->at("timestamp").get<std::int64_t>();
  floor.snapshot = read->at("snapshot").get<std::int64_t>();
  for (const auto& [role, version] : roles->items()) {
    if (!is_version(*roles, role.c_str())) {
      return fail(ErrorCode::bad_format, "version floor");
    }
    floor.roles.emplace(role, version.get<std::int64_t>());
  }
  return floor;
}

}  // namespace bycatch
