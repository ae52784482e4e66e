// Lays imprints down for HammingIndex.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "imprint.h"
#include "result.h"

namespace bycatch {

// Values are on disk: append only.
enum class HammingLayout : std::uint32_t {
  scan = 0,    // imprints alone: every query reads them all
  tables = 1,  // with tables that lead to near ones; 1.3 MB of directories however few the imprints
};

// From here on tables keep the image below 2.5 times the imprints alone.
inline constexpr std::size_t kTablesFrom = 180'000;

[[nodiscard]] constexpr HammingLayout hamming_layout_for(std::size_t count) noexcept {
  return count < kTablesFrom ? HammingLayout::scan : HammingLayout::tables;
}

// The same imprints always give the same bytes.
// Memory: the image, and 12 bytes an imprint while it is built.
// Errors: bad_request, when `sorted` is not ascending or holds an imprint twice; too_large.
[[nodiscard]] Result<std::vector<std::byte>> build_hamming(std::span<const Imprint> sorted, HammingLayout layout);
[[nodiscard]] inline Result<std::vector<std::byte>> build_hamming(std::span<const Imprint> sorted) {
  return build_hamming(sorted, hamming_layout_for(sorted.size()));
}

}  // namespace bycatch
