#include "checked_image.h"

#include <algorithm>

#include "crc32c.h"

namespace bycatch {

using namespace hamming;

CheckedImage::CheckedImage(std::span<const std::byte> bytes, const Places& places, Simd simd)
    : bytes_(bytes),
      places_(places),
      simd_(simd),
      checked_(std::make_unique<std::atomic<std::uint64_t>[]>(places.blocks / 64 + 1)) {}

bool CheckedImage::intact(std::size_t begin, std::size_t end) const noexcept {
  if (begin == end) return true;
  const std::size_t last = (end - 1 - kHeaderBytes) / kBlockBytes;
  for (std::size_t block = (begin - kHeaderBytes) / kBlockBytes; block <= last; ++block) {
    const std::uint64_t seen = checked_[block / 64].load(std::memory_order_relaxed);
    if ((seen >> (block % 64) & 1U) == 0 && !check_block(block)) return false;
  }
  return true;
}

// Two threads may both check a block; each bit is only ever set.
bool CheckedImage::check_block(std::size_t block) const noexcept {
  const std::size_t begin = kHeaderBytes + block * kBlockBytes;
  const std::size_t end = std::min(begin + kBlockBytes, places_.checksums);
  const auto expected = load<std::uint32_t>(at(places_.checksums + block * 4));
  if (crc32c(bytes_.subspan(begin, end - begin), simd_) != expected) return false;
  checked_[block / 64].fetch_or(std::uint64_t{1} << (block % 64), std::memory_order_relaxed);
  return true;
}

}  // namespace bycatch
