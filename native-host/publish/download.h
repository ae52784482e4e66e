// Takes a published list from the web into a file.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "result.h"

namespace bycatch {

struct DownloadRules {
  std::uint64_t max_bytes = 0;  // of the whole file
  // Go on behind what `file` holds from an earlier try. Only for a list whose hash is known: nothing else would tell
  // that the first part is of other bytes than the second.
  bool resume = false;
  std::chrono::seconds stalled{30};  // so long no byte may come, nor a connection
};

// Bytes that are there, and how many it will be (0: the server does not say).
using OnBytes = std::function<void(std::uint64_t, std::uint64_t)>;

// `url` as locate_source() gives it; redirections lead to https only. On failure the part that came stays in `file`.
// Threads:  one at a time in a process.
// Errors: offline; proxy; tls; timeout; http_status; truncated; too_large; no_space; permission; io.
Status download(const std::string& url, const std::filesystem::path& file, const DownloadRules& rules,
                const OnBytes& on_bytes);

}  // namespace bycatch
