#include "list_row.h"

#include <array>
#include <string>
#include <utility>

#include "hashtag.h"
#include "identify.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxColumns = 6;
constexpr std::size_t kMaxTags = 256;

// The piece of `rest` before `separator`; `rest` goes on behind it, or is done.
std::string_view take(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return piece;
}

bool listed_by(Platform platform, IdentifierKind kind) {
  switch (platform) {
    case Platform::flickr:
      return kind == IdentifierKind::photo || kind == IdentifierKind::account || kind == IdentifierKind::tag;
    case Platform::instagram:
      return kind == IdentifierKind::media || kind == IdentifierKind::asset || kind == IdentifierKind::tag;
    case Platform::web:
      return kind == IdentifierKind::url || kind == IdentifierKind::imprint;
  }
  return false;
}

std::optional<Identifier> in_normal_form(Platform platform, IdentifierKind kind, std::string_view id) {
  if (kind == IdentifierKind::tag) {
    return Identifier{platform, kind, normalise_tag(platform, id)};
  }
  if (kind == IdentifierKind::url) {
    return identify_web_url(id);
  }
  return Identifier{platform, kind, std::string(id)};
}

void add_of_photo(ListRow& row, Platform platform, std::string_view account, std::string_view tags) {
  if (!account.empty()) {
    const auto key = key_of({platform, IdentifierKind::account, std::string(account)});
    row.account_unusable = !key;
    if (key) {
      row.of_photo.push_back(*key);
    }
  }
  for (std::size_t count = 0; !tags.empty() && count < kMaxTags; ++count) {
    const std::string_view tag = take(tags, ' ');
    if (const auto key = key_of({platform, IdentifierKind::tag, normalise_tag(platform, tag)})) {
      row.of_photo.push_back(*key);
    }
  }
}

}  // namespace

std::string_view to_string(RowFault fault) noexcept {
  constexpr std::array<std::string_view, kRowFaults> kNames = {
      "columns", "platform", "kind", "id", "too_long", "no_identifier", "video", "not_utf8", "low_quality"};
  return kNames[static_cast<std::size_t>(fault)];
}

std::expected<ListRow, RowFault> parse_list_row(std::string_view line) {
  if (line.size() > kMaxRowBytes) {
    return std::unexpected(RowFault::too_long);
  }
  std::array<std::string_view, kMaxColumns> columns;
  std::size_t count = 0;
  for (bool more = true; more; ++count) {
    if (count == kMaxColumns) {
      return std::unexpected(RowFault::columns);
    }
    more = line.find('\t') != std::string_view::npos;
    columns[count] = take(line, '\t');
  }
  if (count < 3) {
    return std::unexpected(RowFault::columns);
  }
  const auto platform = parse_platform(columns[0]);
  if (!platform) {
    return std::unexpected(RowFault::platform);
  }
  const auto kind = parse_identifier_kind(columns[1]);
  if (!kind) {
    return std::unexpected(RowFault::kind);
  }
  auto row = make_list_row(*platform, *kind, columns[2], columns[3], columns[4]);
  if (row) {
    row->label = parse_photo_label(columns[5]);
  }
  return row;
}

std::expected<ListRow, RowFault> make_list_row(Platform platform, IdentifierKind kind, std::string_view id,
                                               std::string_view account, std::string_view tags) {
  if (!listed_by(platform, kind)) {
    return std::unexpected(RowFault::kind);
  }
  if (kind == IdentifierKind::imprint) {
    const auto imprint = parse_imprint(id);
    return imprint ? std::expected<ListRow, RowFault>(ListRow{.key = {}, .imprint = imprint, .of_photo = {}})
                   : std::unexpected(RowFault::id);
  }
  const auto identifier = in_normal_form(platform, kind, id);
  const auto key = identifier ? key_of(*identifier) : std::nullopt;
  if (!key) {
    return std::unexpected(RowFault::id);
  }
  ListRow row{.key = *key, .label = PhotoLabel::none, .of_photo = {}};
  if (kind != IdentifierKind::account && kind != IdentifierKind::tag) {
    add_of_photo(row, platform, account, tags);
  }
  return row;
}

}  // namespace bycatch
