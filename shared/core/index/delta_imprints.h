// What a delta says of imprints. The position of a new one among its neighbours is told as that of a key; of its other
// words nothing is known.
#pragma once

#include "delta_ops.h"
#include "delta_values.h"
#include "imprint.h"
#include "segment_imprint_writer.h"
#include "segment_imprints.h"

namespace bycatch {

// A new imprint between two others, of which each may be null. False when it lies elsewhere.
template <class Coder>
[[nodiscard]] bool code_imprint(DeltaOps<Coder>& ops, const Imprint* before, const Imprint* next, Imprint& imprint) {
  const std::uint64_t least = before != nullptr ? before->words[0] : 0;
  const std::uint64_t most = next != nullptr ? next->words[0] : ~std::uint64_t{0};
  if (most < least) return false;
  std::uint64_t gap = imprint.words[0] - least;
  ops.code_gap(most - least, gap);
  if (gap > most - least) return false;
  imprint.words[0] = least + gap;
  for (std::size_t word = 1; word < imprint.words.size(); ++word) ops.code_plain(imprint.words[word]);
  return (before == nullptr || *before < imprint) && (next == nullptr || imprint < *next);
}

// Writes the operations that lead from `base`, which may be null, to `result`. Errors: corrupt.
Status write_imprint_ops(RangeWriter& delta, const SegmentImprints* base, std::span<const std::uint32_t> there,
                         const SegmentImprints& result);

// Adds the result's imprints, at most `most`, to `writer`; `values` are the result's.
// Errors: delta_unusable; the writer's.
Status apply_imprint_ops(RangeReader& delta, const SegmentImprints* base, std::span<const std::uint32_t> there,
                         const ValueTable& values, std::size_t lists, std::uint64_t most, SegmentImprintWriter& writer);

}  // namespace bycatch
