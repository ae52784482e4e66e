// One pack of a feed: its lists as a segment, and the deltas that lead there from its last states.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "list_statement.h"
#include "publish_settings.h"
#include "workshop.h"

namespace bycatch {

struct PackPlan {
  std::string id;
  PackSettings settings;
  std::vector<ListStatement> lists;
  int deltas = 0;
  bool allow_shrink = false;
};

struct BuiltPack {
  std::string id;
  std::string root;
  std::uint64_t keys = 0;
  std::uint64_t bytes = 0;
  std::size_t deltas = 0;
  std::uint64_t delta_bytes = 0;
  bool is_new = false;                                // other than what was published last
  nlohmann::json targets = nlohmann::json::object();  // path -> what is said of it
};

// Puts the files into the feed's folder; nothing names them yet. `published` are the targets of the last state. Equal
// lists, settings and states give equal bytes.
// Errors: those of merge_shards() and FeedFolder; suspicious_shrink, when it holds under 80 % of the keys of its last
// state and that is not allowed; corrupt.
Result<BuiltPack> make_pack(const Workshop& workshop, const PackPlan& plan, const nlohmann::json& published);

}  // namespace bycatch
