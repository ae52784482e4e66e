// Reads list files, in one pass and bounded memory: UTF-8 text, one row a line (list_row.h), ends LF or CRLF, an
// optional byte order mark. Empty lines count for nothing.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "list_row.h"
#include "result.h"

namespace bycatch {

struct ListReport {
  static constexpr std::size_t kMaxLines = 5;

  struct Refused {
    std::uint64_t rows = 0;
    std::vector<std::uint64_t> lines;  // the first kMaxLines of them, counted from 1
  };

  std::uint64_t accepted = 0;
  std::uint64_t accounts_ignored = 0;  // rows taken without their account: by a name no list is keyed
  std::array<Refused, kRowFaults> refused;
};

// What becomes of an accepted row; an error ends the reading.
using TakeRow = std::function<Status(const ListRow&)>;

// Takes a file in pieces of any size.
class ListTsvReader {
 public:
  explicit ListTsvReader(TakeRow take) : take_(std::move(take)) {}

  // Errors: bad_format, at a NUL byte (no text file); those of `take`.
  Status add(std::string_view piece);
  // After the last piece.
  // Errors: as add().
  Status finish();

  [[nodiscard]] const ListReport& report() const noexcept { return report_; }

 private:
  Status take_line(std::string_view line);

  TakeRow take_;
  ListReport report_;
  std::string line_;  // begun in an earlier piece; never much longer than kMaxRowBytes
  std::uint64_t line_number_ = 0;
};

// Errors: not_found; permission; bad_format, when it is no regular file or no text, or when no row is accepted (the
// detail says why); io; those of `take`.
Result<ListReport> read_list_tsv(const std::filesystem::path& file, const TakeRow& take);

}  // namespace bycatch
