// Proves a feed as a client would, from a root that is trusted to every byte of every target; and what a client cannot
// see of it: that there is one base a pack and one catalogue, and that every delta leads to what it says.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "metadata.h"
#include "result.h"

namespace bycatch {

struct CheckedFeed {
  struct Pack {
    std::string id;
    std::uint64_t keys = 0;
    std::uint64_t base_bytes = 0;
    std::size_t lists = 0;
    std::size_t deltas = 0;    // proven: applied, and the result is what they say
    std::size_t unproven = 0;  // what they lead from is not there
  };

  std::map<FeedRole, std::int64_t> versions;
  std::chrono::sys_seconds expires;  // the first of what is signed
  std::size_t targets = 0;
  std::uint64_t bytes = 0;  // of the targets
  std::vector<Pack> packs;  // by id
};

// `states` is a folder with a folder for each pack, of segments that deltas may lead from; `work` one for files that
// are thrown away. What is wrong first ends it: the detail names the file. Errors: those of TrustedSet's steps;
// not_found, when a file is missing; truncated, too_large, hash_mismatch, when a target is not what is signed;
// bad_format; corrupt; delta_unusable; result_mismatch; io.
[[nodiscard]] Result<CheckedFeed> check_feed(const std::filesystem::path& feed, std::string_view root,
                                             std::chrono::sys_seconds now, const std::filesystem::path& states,
                                             const std::filesystem::path& work);

}  // namespace bycatch
