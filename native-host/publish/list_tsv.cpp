#include "list_tsv.h"

#include <utility>

namespace bycatch {

ListTsvReader::ListTsvReader(TakeRow take)
    : take_(std::move(take)),
      lines_([this](std::string_view line, std::uint64_t number) { return take_line(line, number); }) {}

Status ListTsvReader::take_line(std::string_view line, std::uint64_t number) {
  if (line.empty()) {
    return {};
  }
  const auto row = parse_list_row(line);
  if (!row) {
    report_.refuse(row.error(), number);
    return {};
  }
  ++report_.accepted;
  report_.accounts_ignored += row->account_unusable ? 1U : 0U;
  return take_(*row);
}

}  // namespace bycatch
