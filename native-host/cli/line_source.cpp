#include "line_source.h"

namespace bycatch {

std::vector<std::string> LineSource::next_batch() {
  std::vector<std::string> batch;
  while (batch.size() < kMaxBatchLines && (batch.empty() || in_.rdbuf()->in_avail() > 0)) {
    auto line = next_line();
    if (!line) {
      break;
    }
    if (!line->empty()) {
      batch.push_back(std::move(*line));
    }
  }
  return batch;
}

std::optional<std::string> LineSource::next_line() {
  std::string line;
  int c = in_.get();
  if (c == std::istream::traits_type::eof()) {
    return std::nullopt;
  }
  for (; c != std::istream::traits_type::eof() && c != '\n'; c = in_.get()) {
    // One byte over the limit is kept, so that what was cut is not taken for what it was.
    if (line.size() <= kMaxLineBytes) {
      line.push_back(static_cast<char>(c));
    }
  }
  if (line.ends_with('\r')) {
    line.pop_back();
  }
  return line;
}

}  // namespace bycatch
