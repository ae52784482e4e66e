#include "trusted_set.h"

#include <algorithm>
#include <limits>

namespace bycatch {
namespace {

template <class T>
struct Opened {
  Envelope envelope;
  T metadata;
};

template <class T>
Result<Opened<T>> open(std::string_view bytes, std::size_t max_bytes, Result<T> (*read)(const nlohmann::json&)) {
  auto envelope = open_envelope(bytes, max_bytes);
  if (!envelope) {
    return std::unexpected(envelope.error());
  }
  auto metadata = read(envelope->body);
  if (!metadata) {
    return std::unexpected(metadata.error());
  }
  return Opened<T>{std::move(*envelope), std::move(*metadata)};
}

// Opened and signed.
template <class T>
Result<T> open_signed(std::string_view bytes, std::size_t max_bytes, Result<T> (*read)(const nlohmann::json&),
                      const RoleKeys& role, const FeedKeys& keys) {
  auto opened = open(bytes, max_bytes, read);
  if (!opened) {
    return std::unexpected(opened.error());
  }
  if (const Status held = check_signatures(opened->envelope, role, keys); !held) {
    return std::unexpected(held.error());
  }
  return std::move(opened->metadata);
}

// Whether these are the bytes that were announced, as far as that was said.
Status check_announced(std::string_view bytes, const MetadataFile& file) {
  if (file.length && bytes.size() != *file.length) {
    return fail(bytes.size() > *file.length ? ErrorCode::too_large : ErrorCode::truncated, "not of the signed length");
  }
  return file.hashes ? check_hashes(bytes, *file.hashes) : Status();
}

Status check_version(std::int64_t version, std::int64_t announced) {
  if (version == announced) {
    return {};
  }
  return fail(version < announced ? ErrorCode::rollback : ErrorCode::hash_mismatch,
              "version " + std::to_string(version) + " instead of " + std::to_string(announced));
}

Status falls_behind(std::string_view what) {
  return fail(ErrorCode::rollback, std::string(what) + " of an older version than was seen before");
}

}  // namespace

Status TrustedSet::check_expiry(const MetadataHead& head, FeedRole role) const {
  return head.expires > start_ ? Status() : fail(ErrorCode::expired, std::string(to_string(role)));
}

Result<TrustedSet> TrustedSet::begin(std::string_view root, std::chrono::sys_seconds start) {
  auto opened = open(root, kMaxRootBytes, read_root);
  if (!opened) {
    return std::unexpected(opened.error());
  }
  const RootMetadata& metadata = opened->metadata;
  if (const Status held = check_signatures(opened->envelope, metadata.role(FeedRole::root), metadata.keys); !held) {
    return std::unexpected(held.error());
  }
  return TrustedSet(std::move(opened->metadata), start);
}

Status TrustedSet::add_root(std::string_view bytes) {
  auto opened = open(bytes, kMaxRootBytes, read_root);
  if (!opened) {
    return std::unexpected(opened.error());
  }
  const RootMetadata& next = opened->metadata;
  if (root_.version == std::numeric_limits<std::int64_t>::max() || next.version != root_.version + 1) {
    return fail(ErrorCode::root_chain,
                "root version " + std::to_string(next.version) + " after " + std::to_string(root_.version));
  }
  for (const RootMetadata* by : {static_cast<const RootMetadata*>(&root_), &next}) {
    if (const Status held = check_signatures(opened->envelope, by->role(FeedRole::root), by->keys); !held) {
      return fail(ErrorCode::root_chain, "root " + std::to_string(next.version) + ": " + held.error().detail);
    }
  }
  root_ = std::move(opened->metadata);
  return {};
}

Status TrustedSet::close_roots(const VersionFloor& floor) {
  const std::string keys = floor_keys(root_);
  is_floor_void_ = floor.keys != keys;
  floor_ = is_floor_void_ ? VersionFloor() : floor;
  floor_.keys = keys;
  return check_expiry(root_, FeedRole::root);
}

Status TrustedSet::load_timestamp(std::string_view bytes) {
  auto timestamp = open_signed(bytes, kMaxTimestampBytes, read_timestamp, root_.role(FeedRole::timestamp), root_.keys);
  if (!timestamp) {
    return std::unexpected(timestamp.error());
  }
  floor_.raise(*timestamp);
  timestamp_ = std::move(*timestamp);
  timestamp_bytes_ = bytes;
  return {};
}

Result<TrustedSet::Taken> TrustedSet::add_timestamp(std::string_view bytes) {
  auto timestamp = open_signed(bytes, kMaxTimestampBytes, read_timestamp, root_.role(FeedRole::timestamp), root_.keys);
  if (!timestamp) {
    return std::unexpected(timestamp.error());
  }
  if (timestamp_ && timestamp->version == timestamp_->version) {
    if (const Status current = check_expiry(*timestamp_, FeedRole::timestamp); !current) {
      return std::unexpected(current.error());
    }
    return bytes == timestamp_bytes_ ? Taken::same : Taken::other_of_same_version;
  }
  if (timestamp->version < floor_.timestamp || timestamp->snapshot.version < floor_.snapshot) {
    return std::unexpected(falls_behind("timestamp").error());
  }
  if (const Status current = check_expiry(*timestamp, FeedRole::timestamp); !current) {
    return std::unexpected(current.error());
  }
  floor_.raise(*timestamp);
  timestamp_ = std::move(*timestamp);
  timestamp_bytes_ = bytes;
  return Taken::newer;
}

Result<bool> TrustedSet::load_snapshot(std::string_view bytes) {
  auto snapshot = open_signed(bytes, kMaxSnapshotBytes, read_snapshot, root_.role(FeedRole::snapshot), root_.keys);
  if (!snapshot) {
    return std::unexpected(snapshot.error());
  }
  floor_.raise(*snapshot);
  if (!timestamp_ || snapshot->version != timestamp_->snapshot.version ||
      !check_announced(bytes, timestamp_->snapshot) || !check_expiry(*snapshot, FeedRole::snapshot)) {
    return false;
  }
  snapshot_ = std::move(*snapshot);
  return true;
}

Status TrustedSet::add_snapshot(std::string_view bytes) {
  if (!timestamp_) {
    return fail(ErrorCode::internal, "a snapshot before its timestamp");
  }
  if (const Status announced = check_announced(bytes, timestamp_->snapshot); !announced) {
    return announced;
  }
  auto snapshot = open_signed(bytes, kMaxSnapshotBytes, read_snapshot, root_.role(FeedRole::snapshot), root_.keys);
  if (!snapshot) {
    return std::unexpected(snapshot.error());
  }
  if (const Status version = check_version(snapshot->version, timestamp_->snapshot.version); !version) {
    return version;
  }
  for (const auto& [role, version] : floor_.roles) {
    const auto file = snapshot->files.find(role);
    if (file == snapshot->files.end() || file->second.version < version) {
      return falls_behind("snapshot: a role");
    }
  }
  if (const Status current = check_expiry(*snapshot, FeedRole::snapshot); !current) {
    return current;
  }
  floor_.raise(*snapshot);
  snapshot_ = std::move(*snapshot);
  return {};
}

Status TrustedSet::add_targets(std::string_view name, std::string_view delegator, std::string_view bytes) {
  const auto file = snapshot_ ? snapshot_->files.find(name) : decltype(snapshot_->files.find(name)){};
  if (!snapshot_ || file == snapshot_->files.end()) {
    return fail(ErrorCode::bad_format, "a role that the snapshot does not name");
  }
  const RoleKeys* role = &root_.role(FeedRole::targets);
  const FeedKeys* keys = &root_.keys;
  if (name != to_string(FeedRole::targets)) {
    const TargetsMetadata* by = targets(delegator);
    const auto found = by == nullptr ? std::vector<Delegation>::const_iterator{}
                                     : std::ranges::find(by->delegations, name, &Delegation::name);
    if (by == nullptr || found == by->delegations.end()) {
      return fail(ErrorCode::internal, "a role that nobody delegated to");
    }
    role = &found->keys;
    keys = &by->keys;
  }
  if (const Status announced = check_announced(bytes, file->second); !announced) {
    return announced;
  }
  auto read = open_signed(bytes, kMaxTargetsBytes, read_targets, *role, *keys);
  if (!read) {
    return std::unexpected(read.error());
  }
  if (const Status version = check_version(read->version, file->second.version); !version) {
    return version;
  }
  if (const Status current = check_expiry(*read, FeedRole::targets); !current) {
    return current;
  }
  targets_.insert_or_assign(std::string(name), std::move(*read));
  return {};
}

const TargetsMetadata* TrustedSet::targets(std::string_view name) const {
  const auto found = targets_.find(name);
  return found == targets_.end() ? nullptr : &found->second;
}

}  // namespace bycatch
