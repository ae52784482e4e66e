// How the lists and labels of one segment are numbered in another.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "index.h"

namespace bycatch {

struct Renumbering {
  static constexpr std::uint32_t kGone = 0xffffffffU;

  std::vector<std::uint32_t> lists;   // of each list, its number there
  std::vector<std::uint32_t> labels;  // of each number that a record may have for its label, 0 first

  // Whether every list has the number that it had.
  [[nodiscard]] bool keeps_lists() const noexcept;
  // A label's text with the lists' numbers there; of lists that are gone nothing is said.
  [[nodiscard]] std::string label_there(const std::string& text) const;
  // Label and lists of a value there, into `out`, or nothing when there can be no such value.
  void value_there(std::uint16_t label, std::span<const std::uint16_t> in, std::vector<std::uint16_t>& out) const;
};

}  // namespace bycatch
