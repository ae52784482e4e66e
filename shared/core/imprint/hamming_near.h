// What a search for near imprints finds.
#pragma once

#include <compare>
#include <cstdint>

namespace bycatch {

struct Near {
  std::uint32_t position;  // among the imprints as they were given to build_hamming()
  int distance;

  auto operator<=>(const Near&) const = default;
};

}  // namespace bycatch
