// Records of a CSV file (RFC 4180) out of pieces of any size: a quoted cell may hold separators, line ends and doubled
// quotes. Memory is bounded.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "result.h"

namespace bycatch {

class CsvSplitter {
 public:
  // `is_whole` is false for a record of more than kMaxRowBytes, of which cells are missing. `line` is its first line.
  struct Record {
    std::vector<std::string> cells;
    std::uint64_t line = 1;
    bool is_whole = true;
  };
  using TakeRecord = std::function<Status(const Record&)>;

  // The separator is the one of comma, tab and semicolon that the first line has most of.
  explicit CsvSplitter(TakeRecord take) : take_(std::move(take)) {}

  // Errors: bad_format, at a NUL byte; those of `take`.
  Status add(std::string_view piece);
  // After the last piece.
  // Errors: as add(); bad_format, when a quote was never closed: all behind it would be lost in one cell.
  Status finish();

 private:
  enum class Where : std::uint8_t { cell_start, bare, quoted, after_quote };

  Status add_text(std::string_view text);
  Status take_byte(char c);
  void keep(char c);
  Status end_record();

  TakeRecord take_;
  Record record_;
  std::string first_line_;  // until the separator is known
  std::size_t kept_bytes_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t quote_line_ = 0;  // where the open quote stands
  Where where_ = Where::cell_start;
  char separator_ = '\0';
};

}  // namespace bycatch
