// What a mirror answers to a request, up to the bytes of the file.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "feed_table.h"

namespace bycatch {

// The fields of a request that count; empty when it bears none.
struct MirrorRequest {
  std::string_view method = {};
  std::string_view target = {};
  std::string_view if_none_match = {};
  std::string_view range = {};
  std::string_view if_range = {};
  bool keeps_alive = true;
  bool is_http10 = false;
};

struct MirrorAnswer {
  unsigned status = 500;
  std::string what = "other";  // a kind of file, `health`, `metrics` or `other`: all that a log tells of the address
  std::string head;            // from the status line to the empty line
  std::string body;            // of what is no file
  std::shared_ptr<const ServedFile> file;  // null when none of its bytes follow
  std::uint64_t first = 0;                 // of the file
  std::uint64_t length = 0;
};

// What /healthz and /metrics tell.
struct MirrorState {
  std::shared_ptr<const FeedTable> table;
  std::chrono::sys_seconds now;
  std::string metrics;  // the numbers of the server, as Prometheus reads them
};

[[nodiscard]] MirrorAnswer answer(const MirrorRequest& request, const MirrorState& state);

// For a request that cannot be read: 400, 408, 413, 431, 503; the connection ends with it.
[[nodiscard]] MirrorAnswer refusal(unsigned status, std::chrono::sys_seconds now);

// One range of bytes, as RFC 9110 section 14 has it. Several, or one that is none, count as if there were no range.
struct ByteRange {
  bool is_there = false;
  bool is_outside = false;  // 416
  std::uint64_t first = 0;
  std::uint64_t length = 0;
};
[[nodiscard]] ByteRange parse_range(std::string_view text, std::uint64_t size);

// `Thu, 26 Nov 2026 03:30:00 GMT`
[[nodiscard]] std::string http_date(std::chrono::sys_seconds time);

}  // namespace bycatch
