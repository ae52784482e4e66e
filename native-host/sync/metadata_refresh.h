// The client workflow of The Update Framework 1.0.34, sections 5.1 to 5.6, for the four roles of a feed.
#pragma once

#include <chrono>

#include "feed_source.h"
#include "metadata_store.h"
#include "trusted_set.h"

namespace bycatch {

inline constexpr int kMaxNewRoots = 256;  // in one run; the next goes on

struct Refreshed {
  TrustedSet trusted;
  bool has_reset = false;      // something on disk was damaged, or not what it must be, and was dropped
  bool other_content = false;  // the server told other things under a version that was known; they were not taken
};

// Whatever was accepted is on disk when this returns, also when it fails later on; nothing else is.
// `start` is what all expiry is judged by.
// Errors: no_feed; those of FeedSource::read() (not_found of a file that must be there is http_status), TrustedSet's,
// and of writing.
Result<Refreshed> refresh_metadata(FeedSource& source, MetadataStore& store, std::chrono::sys_seconds start);

// A signed file, from the disk when it is the one that is meant, else from the source.
// Errors: as TrustedSet::add_targets().
Status load_targets(TrustedSet& trusted, FeedSource& source, MetadataStore& store, std::string_view role,
                    std::string_view delegator);

}  // namespace bycatch
