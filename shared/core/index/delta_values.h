// The values of one key space (or of the imprints) and the lengths of its codes, told by those of the base. One
// function writes and reads them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "delta_lists.h"
#include "range_coder.h"
#include "renumbering.h"

namespace bycatch {

// Label and lists of each value, by number.
struct ValueTable {
  std::vector<std::uint32_t> offsets = {0};
  std::vector<std::uint16_t> items;

  [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
  // Empty: there is no such value any more.
  [[nodiscard]] std::span<const std::uint16_t> at(std::size_t value) const noexcept {
    return std::span(items).subspan(offsets[value], offsets[value + 1] - offsets[value]);
  }
  [[nodiscard]] std::span<const std::uint16_t> lists(std::size_t value) const noexcept { return at(value).subspan(1); }
  void add(std::span<const std::uint16_t> value) {
    items.insert(items.end(), value.begin(), value.end());
    offsets.push_back(static_cast<std::uint32_t>(items.size()));
  }
};

// How much a table may hold.
struct ValueLimits {
  std::uint64_t values;
  std::uint64_t items;
  std::size_t lists;
  std::size_t labels;
};

template <class Coder>
class DeltaValues {
 public:
  explicit DeltaValues(Coder& coder) : coder_(coder) {}

  // `base` as `renumbering` has it; `there` is given the number of each of its values in `result`, or kGone, and
  // `from` for each of result's one more than its number in the base, or 0. False when what was read is not of the
  // form.
  [[nodiscard]] bool code(const ValueTable& base, const Renumbering& renumbering, const ValueLimits& limits,
                          ValueTable& result, std::vector<std::uint32_t>& there, std::vector<std::uint32_t>& from) {
    std::map<std::vector<std::uint16_t>, std::uint32_t> places;
    if constexpr (!Coder::kReads) {
      for (std::size_t value = base.size(); value-- > 0;) {
        if (!base.at(value).empty()) places[content(base, value)] = static_cast<std::uint32_t>(value + 1);
      }
    }
    std::uint64_t count = result.size();
    code_number(coder_, count_, count);
    if (count > limits.values) return false;
    there.assign(base.size(), Renumbering::kGone);
    from.clear();
    std::uint64_t expected = 0;
    for (std::uint32_t value = 0; value < count; ++value) {
      std::uint64_t place = 0;
      if constexpr (!Coder::kReads) {
        const auto found = places.find(content(result, value));
        if (found != places.end()) place = found->second;
      }
      bool is_new = place == 0;
      coder_.bit(is_new_, is_new);
      if (is_new) {
        if (!code_new(limits, result, value)) return false;
      } else if (!code_known(base, limits, place, expected, result) || there[place - 1] != Renumbering::kGone) {
        return false;
      } else {
        there[place - 1] = value;
      }
      from.push_back(is_new ? 0 : static_cast<std::uint32_t>(place));
    }
    if (!renumbering.keeps_lists()) find_merged(base, result, there);
    return true;
  }

  // The lengths of a code, of which each is told by another that it is probably like.
  void code_lengths(std::span<const std::uint8_t> likely, std::span<std::uint8_t> lengths) {
    for (std::size_t at = 0; at < lengths.size(); ++at) {
      std::uint64_t length = lengths[at];
      code_tree(coder_, lengths_[likely[at] & 15U], length);
      lengths[at] = static_cast<std::uint8_t>(length);
    }
  }

 private:
  static std::vector<std::uint16_t> content(const ValueTable& table, std::size_t value) {
    const auto at = table.at(value);
    return {at.begin(), at.end()};
  }

  bool code_known(const ValueTable& base, const ValueLimits& limits, std::uint64_t& place, std::uint64_t& expected,
                  ValueTable& result) {
    std::uint64_t number = folded(place - 1 - expected);
    code_number(coder_, distance_, number);
    place = expected + unfolded(number) + 1;
    if (place == 0 || place > base.size() || base.at(place - 1).empty()) return false;
    expected = place;
    if constexpr (Coder::kReads) {
      result.add(base.at(place - 1));
      return result.items.size() <= limits.items;
    }
    return true;
  }

  bool code_new(const ValueLimits& limits, ValueTable& result, std::uint32_t value) {
    std::vector<std::uint16_t> items;
    if constexpr (!Coder::kReads) items = content(result, value);
    std::uint64_t label = items.empty() ? 0 : items[0];
    code_number(coder_, label_, label);
    std::uint64_t count = items.empty() ? 0 : items.size() - 1;
    code_number(coder_, list_count_, count);
    if (label > limits.labels || count == 0 || count > limits.lists) return false;
    items.resize(count + 1);
    items[0] = static_cast<std::uint16_t>(label);
    std::uint64_t least = 0;
    for (std::size_t at = 1; at <= count; ++at) {
      std::uint64_t gap = items[at] - least;
      code_number(coder_, list_gap_, gap);
      if (gap >= limits.lists - least) return false;
      items[at] = static_cast<std::uint16_t>(least + gap);
      least += gap + 1;
      if (least == limits.lists && at < count) return false;
    }
    if constexpr (Coder::kReads) {
      result.add(items);
      return result.items.size() <= limits.items && !coder_.is_spent();
    }
    return true;
  }

  // Where lists are gone several values become one.
  static void find_merged(const ValueTable& base, const ValueTable& result, std::vector<std::uint32_t>& there) {
    std::map<std::vector<std::uint16_t>, std::uint32_t> numbers;
    for (std::uint32_t value = 0; value < result.size(); ++value) numbers.try_emplace(content(result, value), value);
    for (std::size_t value = 0; value < base.size(); ++value) {
      if (there[value] != Renumbering::kGone || base.at(value).empty()) continue;
      const auto found = numbers.find(content(base, value));
      if (found != numbers.end()) there[value] = found->second;
    }
  }

  Coder& coder_;
  NumberModel count_;
  AdaptiveBit is_new_;
  NumberModel distance_;
  NumberModel label_;
  NumberModel list_count_;
  NumberModel list_gap_;
  std::array<BitTree<4>, 16> lengths_;
};

}  // namespace bycatch
