// Where the files of a feed come from: a server, or a tar file.
//
// Trust:  nothing that comes from here is believed; caps hold before memory or disk is taken.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "part_file.h"
#include "result.h"

namespace bycatch {

// Bytes that are there, of this file.
using OnLoaded = std::function<void(std::uint64_t)>;

class FeedSource {
 public:
  virtual ~FeedSource() = default;

  // A small file, at `path` behind the feed's address (feed_path.h). With `no_cache` no cache may answer.
  // Errors: not_found, when it is said that there is none; too_large; http_status and all else that can be wrong with a
  // source.
  virtual Result<std::string> read(const std::string& path, std::uint64_t max_bytes, bool no_cache) = 0;

  // A file of `bytes`, behind what `part` holds of it.
  // Errors: as above; too_large; truncated; those of writing.
  virtual Status load(const std::string& path, std::uint64_t bytes, PartFile& part, bool no_cache,
                      const OnLoaded& on_loaded) = 0;
};

}  // namespace bycatch
