// Reads our own list files in one pass: UTF-8 text, one row a line (list_row.h). Empty lines count for nothing.
#pragma once

#include <string_view>

#include "line_splitter.h"
#include "list_report.h"

namespace bycatch {

// Takes a file in pieces of any size.
class ListTsvReader {
 public:
  explicit ListTsvReader(TakeRow take);
  ListTsvReader(const ListTsvReader&) = delete;
  ListTsvReader& operator=(const ListTsvReader&) = delete;

  // Errors: bad_format, at a NUL byte (no text file); those of `take`.
  Status add(std::string_view piece) { return lines_.add(piece); }
  // After the last piece.
  // Errors: as add().
  Status finish() { return lines_.finish(); }

  [[nodiscard]] const ListReport& report() const noexcept { return report_; }

 private:
  Status take_line(std::string_view line, std::uint64_t number);

  TakeRow take_;
  ListReport report_;
  LineSplitter lines_;
};

}  // namespace bycatch
