// What of a feed is trusted, step by step from the root on (The Update Framework 1.0.34, section 5.3 to 5.6). Bytes in,
// verdicts out: who holds one fetches, stores and keeps the time.
//
// The steps, in this order: begin(); add_root() as often as there is one; close_roots(); from the disk
// load_timestamp(), then add_timestamp(); load_snapshot() or add_snapshot(); add_targets(). A step that fails leaves
// all as it was.
//
// Threads:  one.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "metadata.h"
#include "version_floor.h"

namespace bycatch {

class TrustedSet {
 public:
  // `root` must be signed as it says itself; that it has expired does not matter yet. `start` is what all expiry of
  // this run is judged by.
  // Errors of every step: those of open_envelope(), check_signatures() and read_*(), which are root_chain for the
  // signatures of a newer root; and what is said at each.
  static Result<TrustedSet> begin(std::string_view root, std::chrono::sys_seconds start);

  // The root that comes next, signed as the present one says and as it says itself.
  // Errors: root_chain, also for any version but the next.
  Status add_root(std::string_view bytes);

  // After the last root. `floor` is what earlier runs accepted: under the same keys it holds, under others it is void,
  // and what is stored of timestamp and snapshot must be dropped.
  // Errors: expired. (The root stays trusted: store it, and go no further.)
  Status close_roots(const VersionFloor& floor);
  [[nodiscard]] bool is_floor_void() const noexcept { return is_floor_void_; }

  // One that an earlier run accepted, which may have expired since.
  Status load_timestamp(std::string_view bytes);

  enum class Taken { newer, same, other_of_same_version };
  // Of two of the same version the one that was there first stays.
  // Errors: rollback; expired, also when the one that stays is.
  Result<Taken> add_timestamp(std::string_view bytes);

  // A snapshot that an earlier run accepted. Even one that is out of date binds: no role may fall behind it.
  // True when it is the one that the timestamp names, and has not expired; else add_snapshot() must follow.
  Result<bool> load_snapshot(std::string_view bytes);

  // Errors: too_large, truncated, hash_mismatch, when it is not what the timestamp says; rollback; expired.
  Status add_snapshot(std::string_view bytes);

  // `name` is "targets" or a role that `delegator`, which must be trusted, delegates to. A role that was taken under
  // one delegator is checked anew under another.
  // Errors: as add_snapshot(), by what the snapshot says; bad_format, when it does not name the role.
  Status add_targets(std::string_view name, std::string_view delegator, std::string_view bytes);

  [[nodiscard]] const RootMetadata& root() const noexcept { return root_; }
  [[nodiscard]] const TimestampMetadata* timestamp() const noexcept { return timestamp_ ? &*timestamp_ : nullptr; }
  [[nodiscard]] const SnapshotMetadata* snapshot() const noexcept { return snapshot_ ? &*snapshot_ : nullptr; }
  [[nodiscard]] const TargetsMetadata* targets(std::string_view name) const;
  [[nodiscard]] const VersionFloor& floor() const noexcept { return floor_; }

 private:
  TrustedSet(RootMetadata root, std::chrono::sys_seconds start) : root_(std::move(root)), start_(start) {}
  [[nodiscard]] Status check_expiry(const MetadataHead& head, FeedRole role) const;

  RootMetadata root_;
  std::chrono::sys_seconds start_;
  VersionFloor floor_;
  bool is_floor_void_ = false;
  std::optional<TimestampMetadata> timestamp_;
  std::string timestamp_bytes_;
  std::optional<SnapshotMetadata> snapshot_;  // the one that the timestamp names
  std::map<std::string, TargetsMetadata, std::less<>> targets_;
};

}  // namespace bycatch
