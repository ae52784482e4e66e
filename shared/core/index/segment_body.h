// The body of a segment while it is written: positions, alignment, page checksums and the hash over all of it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "segment_hash.h"
#include "segment_layout.h"
#include "segment_writer.h"

namespace bycatch {

class SegmentBody {
 public:
  explicit SegmentBody(ByteSink& sink);
  ~SegmentBody() = default;
  SegmentBody(const SegmentBody&) = delete;
  SegmentBody& operator=(const SegmentBody&) = delete;

  [[nodiscard]] std::uint64_t position() const noexcept { return position_; }
  Status align(std::size_t to);
  Status append(std::span<const std::byte> bytes);
  // Aligned to `to`, appended; where it lies.
  Result<Extent> append_section(std::span<const std::byte> bytes, std::size_t to = 8);
  // Ends the body with the page checksums and puts the header in front.
  Status finish(SegmentHeader header);

 private:
  Status write_through(std::span<const std::byte> bytes);

  ByteSink& sink_;
  std::vector<std::byte> page_;
  std::vector<std::uint32_t> crcs_;
  std::uint64_t position_ = 0;
  SegmentHash hash_;
};

}  // namespace bycatch
