#include "line_splitter.h"

#include <algorithm>
#include <utility>

#include "byte_order_mark.h"
#include "list_row.h"

namespace bycatch {
namespace {

// Room for a byte order mark and a carriage return beside the longest row.
constexpr std::size_t kKeptBytes = kMaxRowBytes + 8;

}  // namespace

Status LineSplitter::add(std::string_view piece) {
  if (piece.find('\0') != std::string_view::npos) {
    return fail(ErrorCode::bad_format, "no text file: a NUL byte after line " + std::to_string(number_));
  }
  while (!piece.empty()) {
    const std::size_t end = piece.find('\n');
    const std::string_view part = piece.substr(0, end);
    if (end != std::string_view::npos && line_.empty()) {
      if (const Status taken = end_line(part); !taken) {
        return taken;
      }
    } else {
      line_.append(part.substr(0, kKeptBytes - std::min(kKeptBytes, line_.size())));
      if (end != std::string_view::npos) {
        const std::string line = std::exchange(line_, {});
        if (const Status taken = end_line(line); !taken) {
          return taken;
        }
      }
    }
    piece.remove_prefix(end == std::string_view::npos ? piece.size() : end + 1);
  }
  return {};
}

Status LineSplitter::finish() {
  const std::string line = std::exchange(line_, {});
  return line.empty() ? Status() : end_line(line);
}

Status LineSplitter::end_line(std::string_view line) {
  ++number_;
  if (number_ == 1) line = without_byte_order_mark(line);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return take_(line, number_);
}

}  // namespace bycatch
