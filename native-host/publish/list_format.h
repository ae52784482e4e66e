// The forms in which lists are published; LISTS.md says what each looks like.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bycatch {

// The more telling ones first: a file that could be of two is of the first.
enum class ListFormat : std::uint8_t {
  list_tsv,
  udt_csv,
  adience_folds,
  openimages_csv,
  yfcc100m,
  pipa_index,
  megaface_paths,
  names_300w_lp,
  pdq_hashes,
  ffhq_json,
  coco_json,
  csv,
  url_list,
  photo_id_list,
};
inline constexpr std::size_t kListFormats = 14;

[[nodiscard]] std::string_view to_string(ListFormat format) noexcept;
[[nodiscard]] std::optional<ListFormat> parse_list_format(std::string_view name) noexcept;

}  // namespace bycatch
