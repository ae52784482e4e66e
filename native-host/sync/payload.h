// One signed file, loaded and checked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "feed_hash.h"
#include "feed_source.h"
#include "result.h"

namespace bycatch {

struct Payload {
  std::string path;  // from the feed's address on
  std::uint64_t bytes = 0;
  FeedHashes hashes;
};

// Leaves it, whole and right, in `file`, where a part of it may stand from before. When what came is wrong, it is asked
// for once more, past all caches. A part stays when the line failed, and goes when the disk is full or the bytes are
// wrong.
// Errors: those of FeedSource::load(); truncated; hash_mismatch.
Status load_payload(FeedSource& source, const Payload& payload, const std::filesystem::path& file,
                    const OnLoaded& on_loaded);

}  // namespace bycatch
