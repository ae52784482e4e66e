#include "photo_label.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bycatch {
namespace {

constexpr std::size_t kMaxLabelBytes = 255;
constexpr std::array<std::string_view, 5> kWords = {"", "medical_mask", "not_medical_mask", "mask", "no_mask"};

}  // namespace

std::string_view to_string(PhotoLabel label) noexcept {
  const auto number = static_cast<std::size_t>(label);
  return number < kWords.size() ? kWords[number] : std::string_view();
}

PhotoLabel parse_photo_label(std::string_view word) noexcept {
  const auto* const found = std::ranges::find(kWords, word);
  return found == kWords.end() ? PhotoLabel::none : static_cast<PhotoLabel>(found - kWords.begin());
}

std::string format_labels(std::span<const LabelInList> labels) {
  std::string text;
  for (const auto& [list, label] : labels) {
    const std::string one = std::to_string(list) + "=" + std::string(to_string(label));
    if (text.size() + 1 + one.size() > kMaxLabelBytes) break;
    text += (text.empty() ? "" : " ") + one;
  }
  return text;
}

std::optional<std::vector<LabelInList>> parse_labels(std::string_view text) {
  std::vector<LabelInList> labels;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    LabelInList parsed;
    const auto [end, error] = std::from_chars(one.data(), one.data() + one.size(), parsed.list);
    const auto at = static_cast<std::size_t>(end - one.data());
    if (error != std::errc() || at == one.size() || one[at] != '=') return std::nullopt;
    parsed.label = parse_photo_label(one.substr(at + 1));
    if (parsed.label != PhotoLabel::none) labels.push_back(parsed);
  }
  return labels;
}

}  // namespace bycatch
