// The lists and labels of a result, told by those of its base. One function writes and reads them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "index.h"
#include "range_coder.h"
#include "renumbering.h"
#include "segment_layout.h"

namespace bycatch {

struct SegmentLists {
  std::vector<ListInfo> lists;
  std::vector<std::string> labels;
};

// A difference as a number that is small when it is near 0.
[[nodiscard]] constexpr std::uint64_t folded(std::uint64_t difference) noexcept {
  return difference >> 63U != 0 ? ~(difference << 1U) : difference << 1U;
}
[[nodiscard]] constexpr std::uint64_t unfolded(std::uint64_t number) noexcept {
  return (number & 1U) != 0 ? ~(number >> 1U) : number >> 1U;
}

template <class Coder>
class DeltaLists {
 public:
  DeltaLists(Coder& coder, const SegmentLists& base) : coder_(coder), base_(base) {}

  // False when what was read is not of the form.
  [[nodiscard]] bool code(SegmentLists& result, Renumbering& there) {
    return code_lists(result.lists, there) && code_labels(result.labels, there);
  }

 private:
  static constexpr std::size_t kMaxTextBytes = 255;
  static constexpr std::size_t kMaxLabels = 0xffff;

  // Where an entry comes from: 0 from nowhere, else one more than its number in the base.
  bool code_from(std::uint64_t& from, std::uint64_t& expected, std::size_t most) {
    bool is_expected = from == expected;
    coder_.bit(is_expected_, is_expected);
    if (is_expected) {
      from = expected;
    } else {
      code_number(coder_, from_, from);
    }
    if (from > 0) expected = from + 1;
    return from <= most;
  }

  bool code_text(std::string& text) {
    std::uint64_t size = text.size();
    code_number(coder_, size_, size);
    if (size > kMaxTextBytes) return false;
    text.resize(size);
    for (char& character : text) {
      std::uint64_t byte = static_cast<unsigned char>(character);
      code_tree(coder_, text_, byte);
      character = static_cast<char>(byte);
    }
    return true;
  }

  void code_figure(std::uint64_t& figure, std::uint64_t old) {
    std::uint64_t number = folded(figure - old);
    code_number(coder_, figure_, number);
    figure = old + unfolded(number);
  }

  bool code_list(ListInfo& list, const ListInfo& old, bool is_new) {
    if (is_new) {
      if (!code_text(list.dataset)) return false;
    } else {
      list.dataset = old.dataset;
    }
    bool is_same = list.date == old.date;
    coder_.bit(is_same_, is_same);
    if (is_same) {
      list.date = old.date;
    } else if (!code_text(list.date)) {
      return false;
    }
    for (std::size_t space = 0; space < kKeySpaces; ++space) code_figure(list.records[space], old.records[space]);
    code_figure(list.imprints, old.imprints);
    auto radius = static_cast<std::uint64_t>(list.radius);
    code_figure(radius, static_cast<std::uint64_t>(old.radius));
    list.radius = static_cast<int>(std::min(radius, std::uint64_t{kMaxRadius} + 1));
    return list.radius <= kMaxRadius;
  }

  bool code_lists(std::vector<ListInfo>& lists, Renumbering& there) {
    std::uint64_t count = lists.size();
    code_number(coder_, size_, count);
    if (count > kMaxLists) return false;
    lists.resize(count);
    there.lists.assign(base_.lists.size(), Renumbering::kGone);
    std::uint64_t expected = 1;
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint64_t from = 0;
      if constexpr (!Coder::kReads) {
        for (std::size_t old = 0; old < base_.lists.size() && from == 0; ++old) {
          const bool is_free = there.lists[old] == Renumbering::kGone;
          if (is_free && base_.lists[old].dataset == lists[i].dataset) from = old + 1;
        }
      }
      if (!code_from(from, expected, base_.lists.size())) return false;
      static const ListInfo kNothing{};
      if (from > 0) {
        if (there.lists[from - 1] != Renumbering::kGone) return false;
        there.lists[from - 1] = i;
      }
      if (!code_list(lists[i], from > 0 ? base_.lists[from - 1] : kNothing, from == 0)) return false;
    }
    return true;
  }

  bool code_labels(std::vector<std::string>& labels, Renumbering& there) {
    std::uint64_t count = labels.size();
    code_number(coder_, size_, count);
    if (count > kMaxLabels) return false;
    labels.resize(count);
    std::vector<std::string> moved;
    std::unordered_map<std::string, std::uint64_t> places;
    for (const std::string& text : base_.labels) {
      moved.push_back(there.label_there(text));
      places.try_emplace(moved.back(), moved.size());
    }
    std::uint64_t expected = 1;
    std::unordered_map<std::string, std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto found = places.find(labels[i]);
      std::uint64_t from = found == places.end() ? 0 : found->second;
      if (!code_from(from, expected, moved.size())) return false;
      if (from > 0) {
        labels[i] = moved[from - 1];
      } else if (!code_text(labels[i])) {
        return false;
      }
      numbers.try_emplace(labels[i], i + 1);
      if constexpr (Coder::kReads) {
        if (coder_.is_spent()) return false;
      }
    }
    there.labels = {0};
    for (const std::string& text : moved) {
      const auto found = numbers.find(text);
      there.labels.push_back(found == numbers.end() ? Renumbering::kGone : found->second);
    }
    return true;
  }

  Coder& coder_;
  const SegmentLists& base_;
  AdaptiveBit is_expected_;
  AdaptiveBit is_same_;
  NumberModel from_;
  NumberModel size_;
  NumberModel figure_;
  BitTree<8> text_;
};

}  // namespace bycatch
