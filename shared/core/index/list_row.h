// One row of a list file: `platform<TAB>kind<TAB>id`, optionally `account`, `tags` (space separated), `label`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>
#include <vector>

#include "index.h"

namespace bycatch {

// What an index may keep of a row. Of labels only those of the picture are read (photo_label.h): what researchers wrote
// on a face is not ours to spread.
struct ListRow {
  LocatedKey key;
  std::optional<Imprint> imprint{};  // of a picture, which then is all that the row says: there is no key
  PhotoLabel label = PhotoLabel::none;
  // Account and tags of a photo; each becomes a key of its own, counted over the list's photos.
  std::vector<LocatedKey> of_photo;
  // The `account` column held something by which no list is keyed (a user name, an alias).
  bool account_unusable = false;
};

// Why a row of a list, of whatever format, is refused.
enum class RowFault : std::uint8_t {
  columns,        // not of the format's layout; here: fewer than 3 columns or more than 6
  platform,       // not flickr, instagram or web
  kind,           // not a kind that this platform is listed by
  id,             // not of its kind's form
  too_long,       // more than kMaxRowBytes
  no_identifier,  // of the layout, but it names nothing that a list is keyed by
  video,          // names a video
  not_utf8,       // an address in bytes that are not UTF-8: which letters they stand for is not known
  low_quality,    // the imprint of a picture with too little to see in it: others look like it (kMinQuality)
};
inline constexpr std::size_t kRowFaults = 9;
inline constexpr std::size_t kMaxRowBytes = std::size_t{64} * 1024;
[[nodiscard]] std::string_view to_string(RowFault fault) noexcept;

// `id` need not be in normal form; `account` and `tags` (space separated) may be empty. Tags beyond the first 256 are
// left out.
// Errors: kind; id.
[[nodiscard]] std::expected<ListRow, RowFault> make_list_row(Platform platform, IdentifierKind kind,
                                                             std::string_view id, std::string_view account,
                                                             std::string_view tags);

// `line` bears no line end. Tags beyond the first 256 of a row are left out.
[[nodiscard]] std::expected<ListRow, RowFault> parse_list_row(std::string_view line);

}  // namespace bycatch
