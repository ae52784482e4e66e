// The sets of lists that the records of one space name by number.
//
// Threads: const members may run on any number of threads at once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "bit_stream.h"
#include "segment_layout.h"
#include "segment_pages.h"

namespace bycatch {

struct SegmentValues {
  std::span<const std::byte> bytes;  // of the whole file
  const SegmentPages& pages;
  std::size_t lists;
  std::size_t labels;

  // Label and lists of value `value` of the `values` that lie at `offsets` and `items`, two extents inside the file.
  // False when there is no such value or what was read is damaged.
  [[nodiscard]] bool read(std::uint32_t value, std::uint32_t values, const Extent& offsets, const Extent& items,
                          std::uint16_t& label, std::span<const std::uint16_t>& out) const noexcept {
    if (value >= values) return false;
    const std::uint64_t entry = offsets.at + std::uint64_t{value} * 4;
    if (!pages.good(entry, 8)) return false;
    const std::uint64_t first = load_le<std::uint32_t>(bytes.data() + entry);
    const std::uint64_t last = load_le<std::uint32_t>(bytes.data() + entry + 4);
    if (last < first + 2 || last > items.size / 2 || last - first > kMaxLists) return false;
    if (!pages.good(items.at + first * 2, (last - first) * 2)) return false;
    const auto* all = reinterpret_cast<const std::uint16_t*>(bytes.data() + items.at);
    label = all[first];
    out = {all + first + 1, all + last};
    return label <= labels && std::ranges::all_of(out, [&](std::uint16_t list) { return list < lists; });
  }
};

}  // namespace bycatch
