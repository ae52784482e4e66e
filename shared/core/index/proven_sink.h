// A sink that hands a segment on and lets its header through only when all of it is what it should be.
#pragma once

#include <cstdint>

#include "segment_hash.h"
#include "segment_layout.h"
#include "segment_writer.h"

namespace bycatch {

class ProvenSink final : public ByteSink {
 public:
  // `header` as the file must begin, `digest` over all of it.
  ProvenSink(ByteSink& out, const SegmentHeader& header, const SegmentHash::Digest& digest);

  // Errors: result_mismatch; the sink's.
  Status append(std::span<const std::byte> bytes) override;
  Status patch_start(std::span<const std::byte> bytes) override;

 private:
  ByteSink& out_;
  std::array<std::byte, kPageBytes> page_{};
  std::uint64_t file_bytes_;
  SegmentHash::Digest digest_;
  SegmentHash hash_;
  std::uint64_t appended_ = 0;
};

}  // namespace bycatch
