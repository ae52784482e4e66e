// Segments in memory, for tests: written, laid where a mapping would lie, forged.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "crc32c.h"
#include "segment_layout.h"
#include "segment_writer.h"

namespace bycatch::test {

class MemorySink final : public ByteSink {
 public:
  Status append(std::span<const std::byte> bytes) override {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return {};
  }
  Status patch_start(std::span<const std::byte> bytes) override {
    std::ranges::copy(bytes, bytes_.begin());
    return {};
  }
  std::vector<std::byte> bytes_;
};

// The bytes at an address that a mapping would have, in a buffer that ends where they end.
class Mapped {
 public:
  explicit Mapped(std::span<const std::byte> bytes)
      : size_(bytes.size()),
        memory_(static_cast<std::byte*>(std::aligned_alloc(64, (bytes.size() + 63) / 64 * 64)), std::free) {
    std::ranges::copy(bytes, memory_.get());
  }
  [[nodiscard]] std::span<std::byte> bytes() const { return {memory_.get(), size_}; }

 private:
  std::size_t size_;
  std::unique_ptr<std::byte, void (*)(void*)> memory_;
};

// Makes page checksums and header right again, as whoever forges a segment would; the hash over the body stays wrong.
inline void seal_pages(std::span<std::byte> file) {
  SegmentHeader header;
  std::memcpy(&header, file.data(), sizeof header);
  const std::span<std::byte> table = file.subspan(header.page_crcs.at, header.page_crcs.size);
  for (std::size_t page = 1; page * kPageBytes < header.page_crcs.at; ++page) {
    const std::uint32_t crc = crc32c(file.subspan(page * kPageBytes, kPageBytes));
    std::memcpy(&table[(page - 1) * 4], &crc, sizeof crc);
  }
  header.page_crcs_crc = crc32c(table);
  header.crc = 0;
  std::memcpy(file.data(), &header, sizeof header);
  header.crc = crc32c(file.first(kPageBytes));
  std::memcpy(file.data(), &header, sizeof header);
}

}  // namespace bycatch::test
