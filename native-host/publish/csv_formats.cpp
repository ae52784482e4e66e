#include "csv_formats.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <expected>
#include <optional>
#include <span>

#include "csv_splitter.h"
#include "identify.h"
#include "source_address.h"

namespace bycatch {
namespace {

using Parsed = std::expected<void, RowFault>;
using Names = std::span<const std::string_view>;

struct Role {
  const char* name;
  std::string CsvColumns::* column;
};
constexpr std::array<Role, 6> kRoles = {{{"photo", &CsvColumns::photo},
                                         {"media", &CsvColumns::media},
                                         {"asset", &CsvColumns::asset},
                                         {"url", &CsvColumns::url},
                                         {"account", &CsvColumns::account},
                                         {"tags", &CsvColumns::tags}}};

constexpr std::array<std::string_view, 5> kPhotoNames = {"photo", "photo_id", "photoid", "flickr_id",
                                                         "flickr_photo_id"};
constexpr std::array<std::string_view, 8> kUrlNames = {"url",       "image_url",  "imageurl", "img_url",
                                                       "photo_url", "flickr_url", "web_url",  "original_url"};
constexpr std::array<std::string_view, 4> kAccountNames = {"account", "nsid", "user_nsid", "owner_nsid"};
constexpr std::array<std::string_view, 1> kTagNames = {"tags"};

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0 ? std::optional(value) : std::nullopt;
}

// Where each role's cell stands in a record.
class Places {
 public:
  void set(std::string CsvColumns::* role, std::size_t place) { places_.emplace_back(role, place); }
  [[nodiscard]] bool names_photos() const {
    return std::ranges::any_of(places_, [](const auto& entry) {
      return entry.first != &CsvColumns::account && entry.first != &CsvColumns::tags;
    });
  }
  [[nodiscard]] std::string_view cell(std::string CsvColumns::* role, const CsvSplitter::Record& record) const {
    const auto found = std::ranges::find(places_, role, &decltype(places_)::value_type::first);
    return found != places_.end() && found->second < record.cells.size() ? std::string_view(record.cells[found->second])
                                                                         : std::string_view();
  }

 private:
  std::vector<std::pair<std::string CsvColumns::*, std::size_t>> places_;
};

class CsvReader {
 public:
  CsvReader(ListFormat format, const CsvColumns& columns, const TakeRow& take, ListReport& report)
      : format_(format), columns_(columns), take_(take), report_(report) {}

  Status take(const CsvSplitter::Record& record) {
    if (!is_begun_) {
      is_begun_ = true;
      const auto is_header = begin(record);
      if (!is_header || *is_header) {
        return is_header ? Status() : std::unexpected(is_header.error());
      }
    }
    rows_.clear();
    const Parsed parsed = record.is_whole ? parse(record) : std::unexpected(RowFault::too_long);
    if (!parsed) {
      report_.refuse(parsed.error(), record.line);
      return {};
    }
    report_.accepted += rows_.empty() ? 0U : 1U;
    for (ListRow& row : rows_) {
      row.label = parse_photo_label(cell_at(record, label_));
      report_.accounts_ignored += row.account_unusable && &row == &rows_.front() ? 1U : 0U;
      if (const Status taken = take_(row); !taken) {
        return taken;
      }
    }
    return {};
  }

 private:
  // Whether the first record bears the columns' names.
  Result<bool> begin(const CsvSplitter::Record& header) {
    if (format_ == ListFormat::udt_csv) {
      path_ = place_of(header, "path");
      label_ = place_of(header, "output");
      put(&CsvColumns::url, place_of(header, "imageurl"));
      return path_ && places_.names_photos() ? Result<bool>(true) : no_columns("path and imageUrl");
    }
    if (format_ == ListFormat::openimages_csv) {
      put(&CsvColumns::url, place_of(header, "originalurl"));
      landing_ = place_of(header, "originallandingurl");
      author_ = place_of(header, "authorprofileurl");
      return places_.names_photos() && landing_ ? Result<bool>(true) : no_columns("OriginalURL and OriginalLandingURL");
    }
    return columns_.empty() ? begin_by_usual_names(header) : begin_by_columns(header);
  }

  Result<bool> begin_by_usual_names(const CsvSplitter::Record& header) {
    const auto find = [&](std::string CsvColumns::* role, Names names) {
      for (const std::string_view name : names) {
        if (const auto place = place_of(header, name)) {
          return put(role, place);
        }
      }
    };
    find(&CsvColumns::photo, kPhotoNames);
    find(&CsvColumns::url, kUrlNames);
    find(&CsvColumns::account, kAccountNames);
    find(&CsvColumns::tags, kTagNames);
    return places_.names_photos() ? Result<bool>(true)
                                  : no_columns("photo_id or url; name yours, as --columns photo=image_id");
  }

  Result<bool> begin_by_columns(const CsvSplitter::Record& header) {
    bool is_header = false;
    for (const Role& role : kRoles) {
      const std::string& wanted = columns_.*role.column;
      if (wanted.empty()) {
        continue;
      }
      const auto position = number(wanted);
      const auto place = position ? std::optional(*position - 1) : place_of(header, lower(wanted));
      if (!place) {
        return no_columns(wanted);
      }
      is_header = is_header || !position;
      put(role.column, place);
    }
    return is_header;
  }

  static std::unexpected<Error> no_columns(const std::string& which) {
    return fail(ErrorCode::bad_format, "its first record names no columns " + which);
  }

  static std::optional<std::size_t> place_of(const CsvSplitter::Record& header, std::string_view name) {
    const auto found = std::ranges::find_if(header.cells, [&](const std::string& cell) { return lower(cell) == name; });
    return found == header.cells.end() ? std::nullopt
                                       : std::optional(static_cast<std::size_t>(found - header.cells.begin()));
  }

  void put(std::string CsvColumns::* role, std::optional<std::size_t> place) {
    if (place) {
      places_.set(role, *place);
    }
  }

  static std::string_view cell_at(const CsvSplitter::Record& record, std::optional<std::size_t> place) {
    return place && *place < record.cells.size() ? std::string_view(record.cells[*place]) : std::string_view();
  }

  Parsed parse(const CsvSplitter::Record& record) {
    // The Universal Data Tool keeps its settings in rows of the same file.
    if (format_ == ListFormat::udt_csv && !cell_at(record, path_).starts_with("samples")) {
      return {};
    }
    std::string account(places_.cell(&CsvColumns::account, record));
    for (const Identifier& named : identify(cell_at(record, author_))) {
      account = named.kind == IdentifierKind::account ? named.id : account;
    }
    const auto tags = places_.cell(&CsvColumns::tags, record);
    if (const auto id = places_.cell(&CsvColumns::photo, record); !id.empty()) {
      const auto photo = leading_photo_id(id);
      return add(Platform::flickr, IdentifierKind::photo, photo.empty() ? id : photo, account, tags);
    }
    if (const auto id = places_.cell(&CsvColumns::media, record); !id.empty()) {
      return add(Platform::instagram, IdentifierKind::media, id, {}, tags);
    }
    if (const auto id = places_.cell(&CsvColumns::asset, record); !id.empty()) {
      return add(Platform::instagram, IdentifierKind::asset, id, {}, tags);
    }
    const Parsed of_url = add_rows_of_url(places_.cell(&CsvColumns::url, record), account, tags, rows_);
    return of_url || !landing_ ? of_url : add_rows_of_url(cell_at(record, landing_), account, tags, rows_);
  }

  Parsed add(Platform platform, IdentifierKind kind, std::string_view id, std::string_view account,
             std::string_view tags) {
    auto row = make_list_row(platform, kind, id, account, tags);
    if (!row) {
      return std::unexpected(row.error());
    }
    rows_.push_back(std::move(*row));
    return {};
  }

  ListFormat format_;
  const CsvColumns& columns_;
  const TakeRow& take_;
  ListReport& report_;
  Places places_;
  std::optional<std::size_t> path_;
  std::optional<std::size_t> label_;
  std::optional<std::size_t> landing_;
  std::optional<std::size_t> author_;
  std::vector<ListRow> rows_;
  bool is_begun_ = false;
};

}  // namespace

Result<CsvColumns> parse_csv_columns(std::string_view text) {
  CsvColumns columns;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const auto entry = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = entry.find('=');
    const auto role =
        std::ranges::find_if(kRoles, [&](const Role& one) { return one.name == entry.substr(0, equals); });
    if (equals == std::string_view::npos || equals + 1 == entry.size() || role == kRoles.end()) {
      return fail(ErrorCode::bad_request, "columns are given as photo|media|asset|url|account|tags=NAME, by commas");
    }
    columns.*role->column = entry.substr(equals + 1);
  }
  if (columns.photo.empty() && columns.media.empty() && columns.asset.empty() && columns.url.empty()) {
    return fail(ErrorCode::bad_request, "no column names the photo: give photo, media, asset or url");
  }
  return columns;
}

Status read_csv(ListFormat format, PieceSource& source, const CsvColumns& columns, const TakeRow& take,
                ListReport& report) {
  CsvReader reader(format, columns, take, report);
  CsvSplitter splitter([&](const CsvSplitter::Record& record) { return reader.take(record); });
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

}  // namespace bycatch
