// The newest versions ever accepted, below which nothing is taken again: kept apart from the metadata itself, so that a
// damaged file loses none of them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "metadata.h"

namespace bycatch {

struct VersionFloor {
  static constexpr std::size_t kMaxBytes = 1 << 20;

  std::string keys;  // floor_keys() of the root under which they were accepted; under others they mean nothing
  std::int64_t timestamp = 0;
  std::int64_t snapshot = 0;
  std::map<std::string, std::int64_t, std::less<>> roles;  // as the snapshot names them
  bool operator==(const VersionFloor&) const = default;

  void raise(const TimestampMetadata& by);
  void raise(const SnapshotMetadata& by);
};

// Changes with the keys or the threshold of timestamp or snapshot, which is how a publisher takes stolen versions back.
[[nodiscard]] std::string floor_keys(const RootMetadata& root);

[[nodiscard]] std::string version_floor_text(const VersionFloor& floor);
// Errors: those of parse_strict_json(); bad_format.
[[nodiscard]] Result<VersionFloor> read_version_floor(std::string_view text);

}  // namespace bycatch
