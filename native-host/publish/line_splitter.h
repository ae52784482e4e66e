// Lines out of pieces of any size: ends LF or CRLF, an optional byte order mark; memory is bounded.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "result.h"

namespace bycatch {

class LineSplitter {
 public:
  // `line` bears no line end and counts from 1. Of one longer than kMaxRowBytes only so much is kept that it still is.
  using TakeLine = std::function<Status(std::string_view line, std::uint64_t number)>;

  explicit LineSplitter(TakeLine take) : take_(std::move(take)) {}

  // Errors: bad_format, at a NUL byte (no text file); those of `take`.
  Status add(std::string_view piece);
  // After the last piece.
  // Errors: as add().
  Status finish();

 private:
  Status end_line(std::string_view line);

  TakeLine take_;
  std::string line_;  // begun in an earlier piece
  std::uint64_t number_ = 0;
};

}  // namespace bycatch
