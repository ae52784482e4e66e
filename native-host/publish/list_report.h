// What was found in a published list.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "list_row.h"
#include "result.h"

namespace bycatch {

struct ListReport {
  static constexpr std::size_t kMaxLines = 5;

  struct Refused {
    std::uint64_t rows = 0;
    std::vector<std::uint64_t> lines;  // the first kMaxLines of them, counted from 1 (of JSON: the photo's place)
  };

  std::uint64_t accepted = 0;
  std::uint64_t accounts_ignored = 0;  // rows taken without their account: by a name no list is keyed
  std::array<Refused, kRowFaults> refused;

  void refuse(RowFault fault, std::uint64_t line) {
    Refused& of_fault = refused[static_cast<std::size_t>(fault)];
    ++of_fault.rows;
    if (of_fault.lines.size() < kMaxLines) {
      of_fault.lines.push_back(line);
    }
  }
};

// What becomes of an accepted row; an error ends the reading.
using TakeRow = std::function<Status(const ListRow&)>;

}  // namespace bycatch
