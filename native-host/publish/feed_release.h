// Signs the next state of a feed and puts it out, in the order in which a client may read it.
#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "feed_folder.h"
#include "metadata.h"
#include "publish_settings.h"
#include "signing_key.h"

namespace bycatch {

using Signers = std::map<FeedRole, std::vector<SigningKey>>;

// Signed bytes of `body`.
// Errors: internal.
[[nodiscard]] Result<std::string> signed_text(const nlohmann::json& body, const std::vector<SigningKey>& by);

// What every piece of metadata begins with.
[[nodiscard]] nlohmann::json metadata_body(FeedRole role, std::int64_t version, std::chrono::sys_seconds expires);

// The newest state of a feed; null where there is none yet.
struct FeedState {
  nlohmann::json root;
  nlohmann::json timestamp;
  nlohmann::json snapshot;
  nlohmann::json targets;

  std::map<FeedRole, std::set<std::string>> signers;  // ids of the keys that signed each

  [[nodiscard]] std::int64_t version(FeedRole role) const;  // 0: none
};
// Its publisher's own files: they are read, not proven.
// Errors: bad_format; not_found, when a file that another names is missing; io.
[[nodiscard]] Result<FeedState> read_feed_state(const FeedFolder& feed);

// What the next state is to be.
struct ReleaseWish {
  std::optional<nlohmann::json> targets;  // path -> what is said of it; nothing: as they are
  std::optional<std::string> root;        // the next root, signed
};

struct Released {
  std::map<FeedRole, std::int64_t> versions;
  bool has_new_targets = false;
};

// Of targets and snapshot a new version comes when there is something new to say, half of their time is over, or their
// key is another one; the timestamp's always. What no client needs any more is removed.
// Requires: `signers` holds the keys of the three roles, and of root nothing.
// Errors: those of read_feed_state() and FeedFolder::put(); internal.
Result<Released> release(const FeedFolder& feed, const Signers& signers, const PublishSettings& settings,
                         std::chrono::sys_seconds now, const ReleaseWish& wish);

}  // namespace bycatch
