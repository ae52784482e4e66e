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

  // Whether the bytes [at, at + size) are in the file and as they were written.
  [[nodiscard]] bool good(std::uint64_t at, std::uint64_t size) const noexcept {
    const std::uint64_t first = at / kPageBytes;
    const std::uint64_t last = (at + (size > 0 ? size - 1 : 0)) / kPageBytes;
    for (std::uint64_t page = first; page <= last; ++page) {
      if (page == 0 || page > crcs_.size() / 4) return false;
      const std::uint64_t bit = std::uint64_t{1} << ((page - 1) % 64);
      if ((checked_[(page - 1) / 64].load(std::memory_order_relaxed) & bit) == 0 && !check(page)) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] bool check(std::uint64_t page) const noexcept;

  std::span<const std::byte> bytes_;
  std::span<const std::byte> crcs_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> checked_;
};

}  // namespace bycatch
