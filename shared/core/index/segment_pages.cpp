#include "segment_pages.h"

#include "bit_stream.h"
#include "crc32c.h"

namespace bycatch {

bool SegmentPages::check(std::uint64_t first, std::uint64_t last) const noexcept {
  if (first > last || last >= crcs_.size() / 4) return false;
  for (std::uint64_t page = first; page <= last; ++page) {
    const std::uint64_t bit = std::uint64_t{1} << (page % 64);
    if ((checked_[page / 64].load(std::memory_order_relaxed) & bit) != 0) continue;
    const auto content = bytes_.subspan((page + 1) * kPageBytes, kPageBytes);
    if (crc32c(content) != load_le<std::uint32_t>(crcs_.data() + page * 4)) return false;
    checked_[page / 64].fetch_or(bit, std::memory_order_relaxed);
  }
  return true;
}

}  // namespace bycatch
