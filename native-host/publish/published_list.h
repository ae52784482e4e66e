// Reads a published list of any of the known formats, in one pass and bounded memory.
#pragma once

#include <optional>
#include <string_view>

#include "csv_formats.h"
#include "list_format.h"
#include "list_report.h"
#include "piece_source.h"

namespace bycatch {

struct ReadRules {
  std::optional<ListFormat> format;  // else it is recognised
  CsvColumns columns;                // of a csv only
};

struct ReadOutcome {
  ListFormat format{};
  ListReport report;
};

// The format of a file that begins with `head`, which is all of it if `is_whole`. JSON is told by the name that its
// photos bear, CSV by its columns' names, the others by their rows: more than half must be of the layout.
[[nodiscard]] std::optional<ListFormat> recognise_list(std::string_view head, bool is_whole);

// Errors: bad_format, when it is of no known format, of another one than `rules` says (the detail says which it looks
// like), no text, or gives no row; those of `source` and `take`.
[[nodiscard]] Result<ReadOutcome> read_published_list(PieceSource& source, const ReadRules& rules, const TakeRow& take);

}  // namespace bycatch
