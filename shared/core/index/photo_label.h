// What a list says of a picture as a whole: a closed set of words, none of which is about who a person is.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bycatch {

// Values are on disk while a list is imported: append only.
enum class PhotoLabel : std::uint8_t { none = 0, medical_mask = 1, not_medical_mask = 2, mask = 3, no_mask = 4 };

// Empty for none.
[[nodiscard]] std::string_view to_string(PhotoLabel label) noexcept;
// none for every word that is not of the set.
[[nodiscard]] PhotoLabel parse_photo_label(std::string_view word) noexcept;

struct LabelInList {
  std::uint16_t list = 0;
  PhotoLabel label = PhotoLabel::none;
  auto operator<=>(const LabelInList&) const = default;
};

// A segment's label, `7=medical_mask 30=no_mask`: what each of the photo's lists says. At most 255 bytes; lists that
// find no more room are left out. `labels` ascending by list.
[[nodiscard]] std::string format_labels(std::span<const LabelInList> labels);
// Words that this program does not know are left out. Nothing when the text is not of the form.
[[nodiscard]] std::optional<std::vector<LabelInList>> parse_labels(std::string_view text);

}  // namespace bycatch
