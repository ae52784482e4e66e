// Makes the records of a result's key space from those of its base and from what a delta says of them.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "delta_ops.h"
#include "delta_values.h"
#include "key_batch.h"
#include "key_position.h"
#include "segment_space.h"

namespace bycatch {

class SpaceMerge {
 public:
  // Takes a batch; false when no more are wanted.
  using Taker = std::function<bool(KeyBatch)>;

  // `base`: null when it has no such keys. `there`: the number in `values`, which are the result's, of each of base's.
  SpaceMerge(RangeReader& delta, const SegmentSpace* base, std::span<const std::uint32_t> there,
             const ValueTable& values, bool has_counts, Taker take);

  // All records, strictly ascending; each value is one of the result's. Reads the delta to the end of what it says of
  // this space. Errors: delta_unusable; cancelled, when no more are wanted.
  Status run();

 private:
  [[nodiscard]] bool next_op();
  [[nodiscard]] bool merge(const SpaceBlock& block);
  [[nodiscard]] bool keep(const SpaceBlock& block, std::uint32_t first, std::uint32_t count);
  [[nodiscard]] bool add(const std::uint64_t* next, std::uint32_t next_value);
  [[nodiscard]] bool change(std::uint64_t key, std::uint32_t old, std::span<const std::uint64_t> counts);
  [[nodiscard]] bool emit(DeltaOp op, std::uint64_t key, const ValueHints& hints,
                          std::span<const std::uint64_t> old_counts);
  // The counts of the record that comes next in the base's block.
  [[nodiscard]] std::span<const std::uint64_t> take_counts(std::uint32_t value);
  [[nodiscard]] bool hand_over();

  RangeReader& delta_;
  DeltaOps<RangeReader> ops_;
  const SegmentSpace* base_;
  std::span<const std::uint32_t> there_;
  const ValueTable& values_;
  bool has_counts_;
  Taker take_;
  std::uint64_t kept_ = 0;  // records that come before `op_`
  DeltaOp op_ = DeltaOp::end;
  KeyPosition position_;
  std::uint32_t left_ = kNoValue;  // value of the record that came last
  std::vector<std::uint32_t> last_change_;
  std::span<const std::uint64_t> counts_;
  KeyBatch batch_;
};

}  // namespace bycatch
