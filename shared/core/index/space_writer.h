// One key space while it is written from records, which pass twice: to make its codes, then to be coded.
#pragma once

#include <memory>
#include <optional>

#include "block_encoder.h"
#include "segment_body.h"
#include "segment_writer.h"
#include "space_encoder.h"
#include "value_numbers.h"

namespace bycatch {

class SpaceWriter {
 public:
  SpaceWriter(SegmentBody& body, unsigned key_bits, bool has_counts, SpaceOptions options);

  // As SegmentWriter's.
  Status observe(const Record& record, std::size_t lists);
  Status add(const Record& record);
  // Where the space's header lies.
  Result<Extent> finish();

 private:
  [[nodiscard]] bool is_well_formed(const Record& record, std::size_t lists) const;
  void count_block(std::uint64_t next_key);
  Status make_codes();
  Status put_block(std::uint64_t next_key);

  SegmentBody& body_;
  SpaceShape shape_;
  ValueNumbers values_;
  KeyRun run_;  // the block that is being gathered
  std::unique_ptr<GapFrequencies> frequencies_ = std::make_unique<GapFrequencies>();
  std::optional<SpaceEncoder> encoder_;
  std::uint64_t added_ = 0;
};

}  // namespace bycatch
