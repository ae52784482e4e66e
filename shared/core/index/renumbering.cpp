#include "renumbering.h"

#include <algorithm>

namespace bycatch {

bool Renumbering::keeps_lists() const noexcept {
  for (std::size_t list = 0; list < lists.size(); ++list) {
    if (lists[list] != list) return false;
  }
  return true;
}

std::string Renumbering::label_there(const std::string& text) const {
  if (keeps_lists()) return text;
  std::vector<LabelInList> there;
  for (const LabelInList& one : parse_labels(text).value_or(std::vector<LabelInList>())) {
    if (one.list < lists.size() && lists[one.list] != kGone) {
      there.push_back({static_cast<std::uint16_t>(lists[one.list]), one.label});
    }
  }
  std::ranges::sort(there);
  return format_labels(there);
}

void Renumbering::value_there(std::uint16_t label, std::span<const std::uint16_t> in,
                              std::vector<std::uint16_t>& out) const {
  out.clear();
  if (label >= labels.size() || labels[label] == kGone) return;
  for (const std::uint16_t list : in) {
    if (list < lists.size() && lists[list] != kGone) out.push_back(static_cast<std::uint16_t>(lists[list]));
  }
  if (out.empty()) return;
  std::ranges::sort(out);
  out.insert(out.begin(), static_cast<std::uint16_t>(labels[label]));
}

}  // namespace bycatch
