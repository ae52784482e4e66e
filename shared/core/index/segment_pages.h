// The pages of a segment, each checked against its checksum when it is first read.
//
// Threads: any number; a page may be checked twice at the same time, with the same outcome.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>

#include "segment_layout.h"

namespace bycatch {

class SegmentPages {
 public:
  // `crcs`: one for each page from the second on. Requires: they lie within `bytes`.
  SegmentPages(std::span<const std::byte> bytes, std::span<const std::byte> crcs)
      : bytes_(bytes),
        crcs_(crcs),
        checked_(std::make_unique<std::atomic<std::uint64_t>[]>(crcs.size() / 4 / 64 + 1)) {}

  // Whether the bytes [at, at + size) are in the file and as they were written. One load for a page or two that were
  // checked before.
  [[nodiscard]] bool good(std::uint64_t at, std::uint64_t size) const noexcept {
    const std::uint64_t first = at / kPageBytes - 1;  // of page 0: past the last
    const std::uint64_t last = (at + (size > 0 ? size - 1 : 0)) / kPageBytes - 1;
    if (first <= last && last < crcs_.size() / 4 && first / 64 == last / 64) [[likely]] {
      const std::uint64_t wanted = ~std::uint64_t{0} >> (63 - (last - first)) << (first % 64);
      if ((~checked_[first / 64].load(std::memory_order_relaxed) & wanted) == 0) return true;
    }
    return check(first, last);
  }

 private:
  // Checks what was not yet, of the pages of the body from `first` to `last`.
  [[nodiscard]] bool check(std::uint64_t first, std::uint64_t last) const noexcept;

  std::span<const std::byte> bytes_;
  std::span<const std::byte> crcs_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> checked_;
};

}  // namespace bycatch
