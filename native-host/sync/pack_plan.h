// The cheapest way to a pack as it is now.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "feed_contents.h"

namespace bycatch {

inline constexpr std::size_t kMaxChain = 64;

struct PackRoute {
  bool loads_base = false;
  std::vector<const FeedDelta*> deltas;  // in the order in which they are applied
  std::uint64_t bytes = 0;               // to be loaded
};

// From what is held (a root; empty: nothing), or from the base, over deltas that are not among `bad` (names), whichever
// costs fewer bytes; nothing at all when the current state is held. Deltas without a byte, or of a format that this
// program does not know, lead nowhere.
// Errors: delta_unusable, when no way leads there.
Result<PackRoute> plan_pack(const FeedPack& pack, const std::string& held_root, const std::set<std::string>& bad);

}  // namespace bycatch
