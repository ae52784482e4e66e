// A reply as the messages that carry it.
#pragma once

#include <string>
#include <vector>

#include "result.h"

namespace bycatch {

// In order, each at most `limit_bytes` and within the schema's caps; all but the last of several say `more`. A reply
// with one answer or card that alone is too long becomes the error too_large.
[[nodiscard]] std::vector<std::string> to_frames(const Reply& reply, std::size_t limit_bytes = kMaxReplyBytes);

}  // namespace bycatch
