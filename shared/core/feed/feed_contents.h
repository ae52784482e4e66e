// What a feed holds, as its signed targets say (FEED.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metadata.h"
#include "result.h"

namespace bycatch {

inline constexpr std::int64_t kFeedFormat = 1;  // of segments, deltas, catalogue and hints alike, so far
inline constexpr std::size_t kMaxFeedPacks = 15;
inline constexpr std::uint64_t kMaxFeedFileBytes = std::uint64_t{16} << 30;
inline constexpr std::uint64_t kMaxFeedCatalogueBytes = 8 << 20;

struct FeedFile {
  std::string name;  // of the target
  std::uint64_t bytes = 0;
  std::string sha256;
  std::int64_t format = 0;
};

// A segment that a base or a delta leads to.
struct SegmentState {
  std::string root;
  std::uint64_t bytes = 0;
  std::string sha256;  // of the whole file
};

struct FeedDelta {
  FeedFile file;
  std::string from;  // root
  SegmentState to;
};

struct FeedPack {
  struct List {
    std::string dataset;
    std::string date;
    bool operator==(const List&) const = default;
  };

  std::string id;
  std::string title;
  bool by_default = false;
  bool may_shrink = false;
  FeedFile base;
  std::string base_root;
  SegmentState current;
  std::uint64_t keys = 0;   // of current
  std::vector<List> lists;  // of current
  std::vector<FeedDelta> deltas;
};

struct FeedContents {
  std::vector<FeedPack> packs;  // by id
  std::optional<FeedFile> catalogue;
};

// [a-z0-9][a-z0-9_-]{0,63}, and not the pack of what was imported here.
[[nodiscard]] bool is_feed_pack_id(std::string_view id);

// Passed over: targets of other kinds, and deltas that are not described as they must be.
// Errors: bad_format, naming the target, when a base or the catalogue is not, or there are two of one.
[[nodiscard]] Result<FeedContents> read_feed_contents(const TargetsMetadata& targets);

}  // namespace bycatch
