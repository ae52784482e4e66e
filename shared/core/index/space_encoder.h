// One key space while it is written, once its codes are known: blocks in, sections out.
//
// Memory: about 1.3 bits a key, given back with the encoder.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "block_encoder.h"
#include "directory_writer.h"
#include "segment_body.h"
#include "segment_layout.h"

namespace bycatch {

// What is known of a space before its first block is written.
struct SpaceShape {
  unsigned key_bits = 64;
  bool has_counts = false;
  unsigned block_keys = 64;
  std::uint64_t keys = 0;  // not 0
  std::uint64_t first_key = 0;
  std::uint64_t last_key = 0;  // at least first_key + keys - 1
  std::uint32_t values = 0;    // not 0

  // Of the values' code.
  [[nodiscard]] std::uint32_t coded_values() const noexcept;
  [[nodiscard]] unsigned value_code_limit() const noexcept;
};

class SpaceEncoder {
 public:
  // `gap_lengths`: of kGapContexts codes in turn. `value_lengths`: shape.coded_values().
  SpaceEncoder(SegmentBody& body, const SpaceShape& shape, std::vector<std::uint8_t> gap_lengths,
               std::vector<std::uint8_t> value_lengths);

  // Before the first block.
  Status begin();
  // `next_key`: as in BlockPlace. Requires: block_keys keys, fewer only in the last block; a code for each symbol and
  // value. Errors: bad_format, when a key is not between the shape's; the sink's.
  Status put(const KeyRun& block, std::uint64_t next_key);
  // Ends the space with its values, label and lists each: `offsets` into `items` and the end. Where its header lies.
  // Errors: bad_format, when there were other keys than the shape says.
  Result<Extent> finish(std::span<const std::uint32_t> offsets, std::span<const std::uint16_t> items);

 private:
  Status drain();

  SegmentBody& body_;
  SpaceHeader header_;
  BlockEncoder encoder_;
  DirectoryWriter directory_;
  std::vector<std::byte> bitmap_;
  std::vector<std::byte> stream_;
  BitWriter bits_;
  std::uint64_t put_ = 0;       // keys
  std::uint64_t last_put_ = 0;  // key
};

}  // namespace bycatch
