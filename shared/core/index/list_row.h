// One row of a list file: `platform<TAB>kind<TAB>id`, optionally `account`, `tags` (space separated), `label`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>
#include <vector>

#include "index.h"

namespace bycatch {

// What an index keeps of a row. The label is dropped: what researchers wrote on a face is not ours to spread.
struct ListRow {
  LocatedKey key;
  // Account and tags of a photo; each becomes a key of its own, counted over the list's photos.
  std::vector<LocatedKey> of_photo;
  // The `account` column held something by which no list is keyed (a user name, an alias).
  bool account_unusable = false;
};

enum class RowFault : std::uint8_t {
  columns,   // fewer than 3 or more than 6
  platform,  // not flickr, instagram or web
  kind,      // not a kind that this platform is listed by
  id,        // not of its kind's form
  too_long,  // more than kMaxRowBytes
};
inline constexpr std::size_t kRowFaults = 5;
inline constexpr std::size_t kMaxRowBytes = std::size_t{64} * 1024;
[[nodiscard]] std::string_view to_string(RowFault fault) noexcept;

// `line` bears no line end. Tags beyond the first 256 of a row are left out.
[[nodiscard]] std::expected<ListRow, RowFault> parse_list_row(std::string_view line);

}  // namespace bycatch
