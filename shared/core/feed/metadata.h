// The four kinds of signed metadata, each read whole and checked by itself; whether it may be trusted is
// trusted_set.h's.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "envelope.h"
#include "feed_hash.h"

namespace bycatch {

enum class FeedRole { root, timestamp, snapshot, targets };
inline constexpr std::array kFeedRoles = {FeedRole::root, FeedRole::timestamp, FeedRole::snapshot, FeedRole::targets};
[[nodiscard]] std::string_view to_string(FeedRole role) noexcept;

// Caps where no signed length says less.
inline constexpr std::size_t kMaxRootBytes = 512 << 10;
inline constexpr std::size_t kMaxTimestampBytes = 16 << 10;
inline constexpr std::size_t kMaxSnapshotBytes = 2 << 20;
inline constexpr std::size_t kMaxTargetsBytes = 5 << 20;
inline constexpr std::size_t kMaxNameBytes = 512;

struct MetadataHead {
  std::int64_t version = 0;  // from 1
  std::chrono::sys_seconds expires;
};

struct RootMetadata : MetadataHead {
  bool consistent_snapshot = false;
  FeedKeys keys;  // without those that cannot count
  std::array<RoleKeys, kFeedRoles.size()> roles;

  [[nodiscard]] const RoleKeys& role(FeedRole role) const { return roles[static_cast<std::size_t>(role)]; }
};

// What one piece of metadata says of another.
struct MetadataFile {
  std::int64_t version = 0;
  std::optional<std::uint64_t> length;
  std::optional<FeedHashes> hashes;
};

struct TimestampMetadata : MetadataHead {
  MetadataFile snapshot;
};

struct SnapshotMetadata : MetadataHead {
  std::map<std::string, MetadataFile, std::less<>> files;  // by role, without ".json"
};

struct TargetFile {
  std::uint64_t length = 0;
  FeedHashes hashes;
  nlohmann::json custom;  // null when there is none
};

struct Delegation {
  std::string name;
  RoleKeys keys;
  bool is_terminating = false;
  std::vector<std::string> paths;
  std::vector<std::string> path_hash_prefixes;

  [[nodiscard]] bool covers(std::string_view path) const;
};

struct TargetsMetadata : MetadataHead {
  std::map<std::string, TargetFile, std::less<>> targets;
  FeedKeys keys;
  std::vector<Delegation> delegations;
};

// Errors of all four: bad_format, naming the field; unsupported, of another major version of the specification.
[[nodiscard]] Result<RootMetadata> read_root(const nlohmann::json& body);
[[nodiscard]] Result<TimestampMetadata> read_timestamp(const nlohmann::json& body);
[[nodiscard]] Result<SnapshotMetadata> read_snapshot(const nlohmann::json& body);
[[nodiscard]] Result<TargetsMetadata> read_targets(const nlohmann::json& body);

}  // namespace bycatch
