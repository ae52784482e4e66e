#include "segment_pages.h"

#include "bit_stream.h"
#include "crc32c.h"

namespace bycatch {

bool SegmentPages::check(std::uint64_t page) const noexcept {
  const auto content = bytes_.subspan(page * kPageBytes, kPageBytes);
  if (crc32c(content) != load_le<std::uint32_t>(crcs_.data() + (page - 1) * 4)) return false;
  checked_[(page - 1) / 64].fetch_or(std::uint64_t{1} << ((page - 1) % 64), std::memory_order_relaxed);
  return true;
}

}  // namespace bycatch
