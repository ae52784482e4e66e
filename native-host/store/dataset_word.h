// Whether a word has the form of a dataset's id (DatasetId of the protocol).
#pragma once

#include <algorithm>
#include <string_view>

namespace bycatch {

[[nodiscard]] inline bool is_dataset_word(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (text.empty() || text.size() > 64 || !is_letter(text.front())) {
    return false;
  }
  return std::ranges::all_of(text, [&](char c) { return is_letter(c) || c == '_' || c == '-'; });
}

}  // namespace bycatch
