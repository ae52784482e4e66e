// The records of one block, their values by number.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "segment_layout.h"

namespace bycatch {

struct SpaceBlock {
  std::uint32_t count = 0;
  std::array<std::uint64_t, kMaxBlockKeys> keys;
  std::array<std::uint32_t, kMaxBlockKeys> values;
  std::vector<std::uint64_t> counts;  // where the space has counts: for each key in turn, one a list
};

}  // namespace bycatch
