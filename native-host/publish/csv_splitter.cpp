#include "csv_splitter.h"

#include <algorithm>
#include <utility>

#include "byte_order_mark.h"
#include "list_row.h"

namespace bycatch {
namespace {

char separator_of(std::string_view line) {
  char best = ',';
  for (const char candidate : {'\t', ';'}) {
    if (std::ranges::count(line, candidate) > std::ranges::count(line, best)) {
      best = candidate;
    }
  }
  return best;
}

}  // namespace

Status CsvSplitter::add(std::string_view piece) {
  if (piece.find('\0') != std::string_view::npos) {
    return fail(ErrorCode::bad_format, "no text file: a NUL byte after line " + std::to_string(line_));
  }
  if (separator_ != '\0') {
    return add_text(piece);
  }
  first_line_ += piece;
  if (!first_line_.contains('\n') && first_line_.size() <= kMaxRowBytes) {
    return {};
  }
  std::string text = std::exchange(first_line_, {});
  separator_ = separator_of(std::string_view(text).substr(0, text.find('\n')));
  return add_text(without_byte_order_mark(text));
}

Status CsvSplitter::add_text(std::string_view text) {
  for (const char c : text) {
    if (const Status taken = take_byte(c); !taken) {
      return taken;
    }
  }
  return {};
}

Status CsvSplitter::finish() {
  if (separator_ == '\0') {
    separator_ = separator_of(first_line_);
    const std::string text = std::exchange(first_line_, {});
    if (const Status added = add_text(without_byte_order_mark(text)); !added) {
      return added;
    }
  }
  if (where_ == Where::quoted) {
    return fail(ErrorCode::bad_format, "the quote in line " + std::to_string(quote_line_) + " is never closed");
  }
  return record_.cells.empty() ? Status() : end_record();
}

Status CsvSplitter::take_byte(char c) {
  line_ += c == '\n' ? 1U : 0U;
  if (record_.cells.empty()) {
    if (c == '\n' || c == '\r') {
      return {};
    }
    record_.line = line_;
    record_.cells.emplace_back();
  }
  if (where_ == Where::quoted) {
    if (c == '"') {
      where_ = Where::after_quote;
    } else {
      keep(c);
    }
    return {};
  }
  if (c == '"' && where_ == Where::after_quote) {
    where_ = Where::quoted;
    keep(c);
  } else if (c == '"' && where_ == Where::cell_start) {
    where_ = Where::quoted;
    quote_line_ = line_;
  } else if (c == '\n') {
    return end_record();
  } else if (c == separator_) {
    where_ = Where::cell_start;
    if (++kept_bytes_ <= kMaxRowBytes) {
      record_.cells.emplace_back();
    } else {
      record_.is_whole = false;
    }
  } else {
    where_ = Where::bare;
    keep(c);
  }
  return {};
}

void CsvSplitter::keep(char c) {
  if (++kept_bytes_ <= kMaxRowBytes) {
    record_.cells.back() += c;
  } else {
    record_.is_whole = false;
  }
}

Status CsvSplitter::end_record() {
  where_ = Where::cell_start;
  kept_bytes_ = 0;
  Record record = std::exchange(record_, {});
  if (record.cells.back().ends_with('\r')) {
    record.cells.back().pop_back();
  }
  return take_(record);
}

}  // namespace bycatch
