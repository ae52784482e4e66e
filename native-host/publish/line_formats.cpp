#include "line_formats.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "ascii.h"
#include "picture_imprint.h"
#include "source_address.h"

namespace bycatch {
namespace {

using Parsed = std::expected<void, RowFault>;

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

// The cells of `line`; how many there are, counted no further than one more than fit.
template <std::size_t N>
std::size_t split(std::string_view line, char separator, std::array<std::string_view, N>& cells) {
  std::size_t count = 0;
  for (bool more = true; more; ++count) {
    const std::size_t end = line.find(separator);
    if (count == N) {
      return N + 1;
    }
    cells[count] = line.substr(0, end);
    more = end != std::string_view::npos;
    line.remove_prefix(more ? end + 1 : line.size());
  }
  return count;
}

bool is_comment(std::string_view line) {
  return line.empty() || line.starts_with('#');
}

Parsed add_photo(std::string_view id, std::string_view account, std::string_view tags, std::vector<ListRow>& rows) {
  auto row = make_list_row(Platform::flickr, IdentifierKind::photo, id, account, tags);
  if (!row) {
    return std::unexpected(row.error());
  }
  rows.push_back(std::move(*row));
  return {};
}

int hex_value(char c) {
  return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// YFCC100M writes tags as forms are posted: a comma between them, + for a blank, % and two digits for other bytes.
// Blanks within a tag go: Flickr's own form of it has none, and here they stand between tags.
void add_form_tags(std::string_view cell, std::string& tags) {
  for (std::size_t at = 0; at < cell.size(); ++at) {
    char c = cell[at];
    if (c == ',') {
      tags += ' ';
      continue;
    }
    if (c == '%' && cell.size() - at > 2 && hex_value(cell[at + 1]) >= 0 && hex_value(cell[at + 2]) >= 0) {
      c = static_cast<char>(hex_value(cell[at + 1]) * 16 + hex_value(cell[at + 2]));
      at += 2;
    }
    if (c != ' ' && c != '+') {
      tags += c;
    }
  }
  tags += ' ';
}

// `99999900001@N00` at the start of `text`; nothing when none stands there.
std::string_view leading_nsid(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) {
    ++digits;
  }
  const auto rest = text.substr(digits);
  const bool is_nsid =
      digits > 0 && rest.size() >= 4 && rest.starts_with("@N") && is_digit(rest[2]) && is_digit(rest[3]);
  return is_nsid ? text.substr(0, digits + 4) : std::string_view();
}

}  // namespace

Parsed parse_adience_line(std::string_view line, std::vector<ListRow>& rows) {
  std::array<std::string_view, 12> cells;
  const std::size_t count = split(line, '\t', cells);
  if (line.empty() || (cells[0] == "user_id" && cells[1] == "original_image")) {
    return {};
  }
  if (count < 10 || !cells[0].contains("@N")) {
    return std::unexpected(RowFault::columns);
  }
  const auto photo = leading_photo_id(cells[1]);
  return photo.empty() ? std::unexpected(RowFault::no_identifier) : add_photo(photo, cells[0], {}, rows);
}

Parsed parse_pipa_line(std::string_view line, std::vector<ListRow>& rows) {
  if (line.empty()) {
    return {};
  }
  std::array<std::string_view, 8> cells;
  const auto is_integer = [](std::string_view cell) {
    return is_number(cell.starts_with('-') ? cell.substr(1) : cell);
  };
  if (split(line, ' ', cells) != cells.size() || !std::ranges::all_of(cells, is_integer)) {
    return std::unexpected(RowFault::columns);
  }
  return add_photo(cells[1], {}, {}, rows);
}

Parsed parse_megaface_line(std::string_view line, std::vector<ListRow>& rows) {
  if (is_comment(line)) {
    return {};
  }
  auto path = line.substr(0, line.find_first_of(" \t,"));
  std::string_view account = leading_nsid(path);
  while (account.empty() && path.contains('/')) {
    path.remove_prefix(path.find('/') + 1);
    account = leading_nsid(path);
  }
  if (account.empty()) {
    return std::unexpected(RowFault::columns);
  }
  path.remove_prefix(account.size());
  constexpr std::string_view kIdentity = "_identity_";
  if (path.starts_with(kIdentity)) {
    path.remove_prefix(std::min(path.find_first_not_of("0123456789", kIdentity.size()), path.size()));
  }
  if (!path.starts_with('/') && !path.starts_with('@')) {
    return std::unexpected(RowFault::columns);
  }
  const auto photo = leading_photo_id(path.substr(1));
  return photo.empty() ? std::unexpected(RowFault::no_identifier) : add_photo(photo, account, {}, rows);
}

Parsed parse_300w_lp_line(std::string_view line, std::vector<ListRow>& rows) {
  if (is_comment(line)) {
    return {};
  }
  const std::size_t slash = line.find('/');
  const auto part = line.substr(0, slash);
  if (slash == std::string_view::npos || !line.substr(slash + 1).starts_with(std::string(part) + '_')) {
    return std::unexpected(RowFault::columns);
  }
  if (part != "HELEN") {
    return std::unexpected(RowFault::no_identifier);
  }
  const auto photo = leading_photo_id(line.substr(slash + 1 + part.size() + 1));
  return photo.empty() ? std::unexpected(RowFault::no_identifier) : add_photo(photo, {}, {}, rows);
}

Parsed parse_pdq_line(std::string_view line, std::vector<ListRow>& rows) {
  constexpr std::string_view kSignal = "pdq ";
  constexpr std::string_view kNames = "hash,";  // the first line of some
  if (is_comment(line) || line == "hash" || line.starts_with(kNames)) {
    return {};
  }
  line.remove_prefix(line.starts_with(kSignal) ? kSignal.size() : 0);
  const std::size_t end = line.find_first_of(", \t");
  const auto imprint = parse_imprint(line.substr(0, end));
  if (!imprint) {
    return std::unexpected(RowFault::columns);
  }
  line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  const auto cell = line.substr(0, line.find_first_of(", \t"));
  int quality = 0;
  const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), quality);
  const bool is_told = is_number(cell) && read.ec == std::errc() && quality <= 100;
  if (is_told && quality < kMinQuality) {
    return std::unexpected(RowFault::low_quality);
  }
  rows.push_back({.key = {}, .imprint = imprint, .of_photo = {}});
  return {};
}

Parsed parse_yfcc100m_line(std::string_view line, std::vector<ListRow>& rows) {
  if (line.empty()) {
    return {};
  }
  std::array<std::string_view, 25> cells;
  const std::size_t count = split(line, '\t', cells);
  if (count != 25 && count != 23) {
    return std::unexpected(RowFault::columns);
  }
  // The second edition put the row's number first and a hash of the photo behind its id.
  const std::size_t photo = count == 25 ? 1 : 0;
  const std::size_t account = count == 25 ? 3 : 1;
  const std::size_t after = count == 25 ? 2 : 0;
  const auto marker = cells[22 + after];
  if (!is_number(cells[photo]) || (marker != "0" && marker != "1")) {
    return std::unexpected(RowFault::columns);
  }
  if (marker == "1") {
    return std::unexpected(RowFault::video);
  }
  std::string tags;
  add_form_tags(cells[8 + after], tags);
  add_form_tags(cells[9 + after], tags);
  return add_photo(cells[photo], cells[account], tags, rows);
}

Parsed parse_url_line(std::string_view line, std::vector<ListRow>& rows) {
  if (is_comment(line)) {
    return {};
  }
  const auto is_address = [](std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("//");
  };
  for (std::string_view rest = line; !rest.empty();) {
    const std::size_t end = rest.find('\t');
    const auto cell = rest.substr(0, end);
    if (is_address(cell.substr(std::min(cell.find_first_not_of(' '), cell.size())))) {
      return add_rows_of_url(cell, {}, {}, rows);
    }
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (const std::size_t start = line.find(scheme); start != std::string_view::npos) {
      const auto address = line.substr(start);
      return add_rows_of_url(address.substr(0, address.find_first_of(" \t\"'<>,;|")), {}, {}, rows);
    }
  }
  return std::unexpected(RowFault::columns);
}

Parsed parse_photo_id_line(std::string_view line, std::vector<ListRow>& rows) {
  if (is_comment(line)) {
    return {};
  }
  const auto photo = leading_photo_id(line.substr(0, line.find_first_of(" \t,#")));
  return photo.empty() ? std::unexpected(RowFault::columns) : add_photo(photo, {}, {}, rows);
}

}  // namespace bycatch
