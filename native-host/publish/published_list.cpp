#include "published_list.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <vector>

#include "byte_order_mark.h"
#include "line_formats.h"
#include "line_splitter.h"
#include "list_tsv.h"
#include "photo_json.h"

namespace bycatch {
namespace {

constexpr std::size_t kHeadBytes = std::size_t{64} * 1024;

template <class Splitter>
Status read_pieces(PieceSource& source, Splitter& splitter) {
  for (auto piece = source.next();; piece = source.next()) {
    if (!piece) {
      return std::unexpected(piece.error());
    }
    if (piece->empty()) {
      return splitter.finish();
    }
    if (const Status added = splitter.add(*piece); !added) {
      return added;
    }
  }
}

Status read_list_tsv(PieceSource& source, const TakeRow& take, ListReport& report) {
  ListTsvReader reader(take);
  const Status read = read_pieces(source, reader);
  report = reader.report();
  return read;
}

Status read_lines(ParseLine parse, PieceSource& source, const TakeRow& take, ListReport& report) {
  std::vector<ListRow> rows;
  LineSplitter lines([&](std::string_view line, std::uint64_t number) -> Status {
    rows.clear();
    const auto parsed = line.size() > kMaxRowBytes ? std::unexpected(RowFault::too_long) : parse(line, rows);
    if (!parsed) {
      report.refuse(parsed.error(), number);
      return {};
    }
    report.accepted += rows.empty() ? 0U : 1U;
    for (const ListRow& row : rows) {
      report.accounts_ignored += row.account_unusable ? 1U : 0U;
      if (const Status taken = take(row); !taken) {
        return taken;
      }
    }
    return {};
  });
  return read_pieces(source, lines);
}

ParseLine line_parser(ListFormat format) {
  switch (format) {
    case ListFormat::adience_folds:
      return parse_adience_line;
    case ListFormat::yfcc100m:
      return parse_yfcc100m_line;
    case ListFormat::pipa_index:
      return parse_pipa_line;
    case ListFormat::megaface_paths:
      return parse_megaface_line;
    case ListFormat::names_300w_lp:
      return parse_300w_lp_line;
    case ListFormat::pdq_hashes:
      return parse_pdq_line;
    case ListFormat::url_list:
      return parse_url_line;
    case ListFormat::photo_id_list:
      return parse_photo_id_line;
    default:
      return nullptr;
  }
}

bool is_json(ListFormat format) {
  return format == ListFormat::ffhq_json || format == ListFormat::coco_json;
}

Status read_as(ListFormat format, PieceSource& source, const CsvColumns& columns, const TakeRow& take,
               ListReport& report) {
  if (format == ListFormat::list_tsv) {
    return read_list_tsv(source, take, report);
  }
  if (is_json(format)) {
    return read_photo_json(format, source, take, report);
  }
  if (const ParseLine parse = line_parser(format)) {
    return read_lines(parse, source, take, report);
  }
  return read_csv(format, source, columns, take, report);
}

bool is_csv(ListFormat format) {
  return format == ListFormat::udt_csv || format == ListFormat::openimages_csv || format == ListFormat::csv;
}

// Whether the first line names the columns; or else more than half of the rows are of the format's layout, whatever is
// wrong with what they say.
bool is_layout(ListFormat format, std::string_view head) {
  PrefixedPieces pieces(is_csv(format) ? head.substr(0, head.find('\n')) : head);
  ListReport report;
  const Status read = read_as(format, pieces, {}, [](const ListRow&) { return Status(); }, report);
  if (is_csv(format) || !read) {
    return read.has_value();
  }
  const auto rows = [&](RowFault fault) { return report.refused[static_cast<std::size_t>(fault)].rows; };
  const std::uint64_t strange = rows(RowFault::columns) + rows(RowFault::platform) + rows(RowFault::too_long);
  const std::uint64_t all =
      std::accumulate(report.refused.begin(), report.refused.end(), report.accepted,
                      [](std::uint64_t sum, const ListReport::Refused& refused) { return sum + refused.rows; });
  return all > 0 && strange * 2 < all;
}

// What a file is that is certainly no list; nothing if it may be one.
std::optional<std::string_view> other_file(std::string_view head) {
  struct Known {
    std::string_view start;
    std::string_view what;
  };
  constexpr std::array<Known, 8> kKnown = {{{"\xff\xfe", "UTF-16 text; save it as UTF-8"},
                                            {"\xfe\xff", "UTF-16 text; save it as UTF-8"},
                                            {"PK\x03\x04", "a zip archive; unpack it first"},
                                            {"7z\xbc\xaf", "a 7z archive; unpack it first"},
                                            {"\xfd"
                                             "7zXZ",
                                             "packed by xz; unpack it first"},
                                            {"%PDF", "a PDF document"},
                                            {"SQLite format 3", "a database"},
                                            {"\x89PNG", "a picture"}}};
  const auto known = std::ranges::find_if(kKnown, [&](const Known& one) { return head.starts_with(one.start); });
  if (known != kKnown.end()) {
    return known->what;
  }
  if (head.contains('\0')) {
    return "no text: it holds a NUL byte";
  }
  const auto start = head.substr(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  constexpr std::array<std::string_view, 4> kPages = {"<!DOCTYPE", "<!doctype", "<html", "<HTML"};
  const bool is_page = std::ranges::any_of(kPages, [&](std::string_view page) { return start.starts_with(page); });
  return is_page ? std::optional<std::string_view>("a web page") : std::nullopt;
}

Result<std::string> read_head(PieceSource& source, bool& is_whole) {
  std::string head;
  is_whole = false;
  while (head.size() < kHeadBytes && !is_whole) {
    const auto piece = source.next();
    if (!piece) {
      return std::unexpected(piece.error());
    }
    is_whole = piece->empty();
    head += *piece;
  }
  return head;
}

// Columns that were named make any file with these a csv.
Result<ListFormat> format_of(std::string_view head, bool is_whole, const ReadRules& rules) {
  const bool by_columns = !rules.columns.empty();
  if (by_columns && rules.format.value_or(ListFormat::csv) != ListFormat::csv) {
    return fail(ErrorCode::bad_request, "columns are named of a csv only");
  }
  if (by_columns) {
    return ListFormat::csv;
  }
  const auto seen = recognise_list(head, is_whole);
  if (!rules.format) {
    return seen ? Result<ListFormat>(*seen) : fail(ErrorCode::bad_format, "of no format that we know");
  }
  if (seen && *seen < *rules.format) {
    return fail(ErrorCode::bad_format,
                "not " + std::string(to_string(*rules.format)) + ": it looks like " + std::string(to_string(*seen)));
  }
  return *rules.format;
}

}  // namespace

std::optional<ListFormat> recognise_list(std::string_view head, bool is_whole) {
  head = head.substr(0, kHeadBytes);
  const auto text = without_byte_order_mark(head);
  const auto start = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (start.starts_with('{') || start.starts_with('[')) {
    return head.contains("\"flickr_url\"")  ? std::optional(ListFormat::coco_json)
           : head.contains("\"photo_url\"") ? std::optional(ListFormat::ffhq_json)
                                            : std::nullopt;
  }
  if (!is_whole) {
    head = head.substr(0, std::min(head.rfind('\n'), head.size() - 1) + 1);
  }
  for (std::size_t number = 0; number < kListFormats; ++number) {
    const auto format = static_cast<ListFormat>(number);
    if (!is_json(format) && is_layout(format, head)) {
      return format;
    }
  }
  return std::nullopt;
}

Result<ReadOutcome> read_published_list(PieceSource& source, const ReadRules& rules, const TakeRow& take) {
  bool is_whole = false;
  const auto head = read_head(source, is_whole);
  if (!head) {
    return std::unexpected(head.error());
  }
  if (head->empty()) {
    return fail(ErrorCode::bad_format, "empty");
  }
  if (const auto what = other_file(*head)) {
    return fail(ErrorCode::bad_format, std::string(*what));
  }
  const auto format = format_of(*head, is_whole && head->size() <= kHeadBytes, rules);
  if (!format) {
    return std::unexpected(format.error());
  }
  PrefixedPieces pieces(*head, &source);
  ReadOutcome outcome{*format, {}};
  if (const Status read = read_as(*format, pieces, rules.columns, take, outcome.report); !read) {
    return std::unexpected(read.error());
  }
  if (outcome.report.accepted == 0) {
    return fail(ErrorCode::bad_format, "no row of it could be taken as " + std::string(to_string(*format)));
  }
  return outcome;
}

}  // namespace bycatch
