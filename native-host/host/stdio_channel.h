// Messages over a pipe as native messaging has them: a length of four bytes in the machine's order, then so much JSON.
//
// Threads:  one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "result.h"
#include "stdio_pipe.h"

namespace bycatch {

class StdioChannel {
 public:
  explicit StdioChannel(StdioPipe pipe) : pipe_(std::move(pipe)) {}

  // The text of the next message; nothing when the browser has closed the pipe between two of them.
  // Errors, after each of which the place in the stream is lost: bad_format (length 0); too_large (more than
  // kMaxRequestBytes, of which nothing was allocated); truncated (the input ends inside a frame); cancelled; io.
  Result<std::optional<std::string>> read();

  // Requires: `text` is not empty.
  // Errors: too_large (more than kMaxReplyBytes), nothing was written; cancelled, when the browser is gone; io.
  Status write(std::string_view text);

 private:
  Result<std::size_t> read_fully(std::span<char> buffer);

  StdioPipe pipe_;
};

}  // namespace bycatch
