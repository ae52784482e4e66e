#include "list_format.h"

#include <algorithm>
#include <array>

namespace bycatch {
namespace {

constexpr std::array<std::string_view, kListFormats> kNames = {
    "list-tsv",      "udt-csv",    "adience-folds", "openimages-csv", "yfcc100m", "pipa-index", "megaface-paths",
    "300w-lp-names", "pdq-hashes", "ffhq-json",     "coco-json",      "csv",      "url-list",   "photo-id-list"};

}  // namespace

std::string_view to_string(ListFormat format) noexcept {
  return kNames[static_cast<std::size_t>(format)];
}

std::optional<ListFormat> parse_list_format(std::string_view name) noexcept {
  const auto found = std::ranges::find(kNames, name);
  return found == kNames.end() ? std::nullopt : std::optional(static_cast<ListFormat>(found - kNames.begin()));
}

}  // namespace bycatch
