// What a delta says of a key space as a whole, before it says what happens to its records. One function writes and
// reads it.
#pragma once

#include <cstdint>
#include <vector>

#include "delta_values.h"
#include "gap_code.h"
#include "huffman.h"
#include "segment_imprints.h"
#include "segment_space.h"
#include "space_encoder.h"

namespace bycatch {

struct SpaceFacts {
  SpaceShape shape;
  ValueTable values;
  std::vector<std::uint8_t> gap_lengths = std::vector<std::uint8_t>(std::size_t{kGapContexts} * kGapSymbols);
  std::vector<std::uint8_t> value_lengths;
};

// Of no keys, of the right kind.
[[nodiscard]] SpaceFacts no_facts(KeySpace which);
// What a segment says, its values numbered anew; a value that there can be no more is empty.
// Errors: corrupt.
[[nodiscard]] Result<SpaceFacts> facts_of(const SegmentSpace& space, KeySpace which, const Renumbering& renumbering);
[[nodiscard]] Result<ValueTable> values_of(const SegmentImprints& imprints, const Renumbering& renumbering);

// Whether these are codes that a reader of segments would take.
[[nodiscard]] bool are_codes(const SpaceFacts& facts);

// `max_bytes`: of the result. `there` as DeltaValues has it. False when what was read is not of the form.
template <class Coder>
[[nodiscard]] bool code_facts(Coder& coder, const SpaceFacts& base, const Renumbering& renumbering,
                              const ValueLimits& limits, std::uint64_t max_bytes, SpaceFacts& result,
                              std::vector<std::uint32_t>& there) {
  NumberModel figure;
  const auto code_figure = [&](std::uint64_t old, std::uint64_t& value) {
    std::uint64_t number = folded(value - old);
    code_number(coder, figure, number);
    value = old + unfolded(number);
  };
  SpaceShape& shape = result.shape;
  std::uint64_t block_keys = shape.block_keys;
  code_figure(base.shape.block_keys, block_keys);
  code_figure(base.shape.keys, shape.keys);
  code_figure(base.shape.first_key, shape.first_key);
  code_figure(base.shape.last_key, shape.last_key);
  if (block_keys == 0 || block_keys > kMaxBlockKeys || shape.keys == 0 || shape.keys > max_bytes * 8 ||
      shape.last_key < shape.first_key || shape.keys - 1 > shape.last_key - shape.first_key) {
    return false;
  }
  shape.block_keys = static_cast<unsigned>(block_keys);
  DeltaValues<Coder> values(coder);
  std::vector<std::uint32_t> from;
  if (!values.code(base.values, renumbering, limits, result.values, there, from) || from.empty()) return false;
  shape.values = static_cast<std::uint32_t>(from.size());
  result.value_lengths.resize(shape.coded_values());
  std::vector<std::uint8_t> likely(shape.coded_values());
  for (std::size_t value = 0; value < likely.size(); ++value) {
    if (from[value] > 0 && from[value] <= base.value_lengths.size())
      likely[value] = base.value_lengths[from[value] - 1];
  }
  values.code_lengths(base.gap_lengths, result.gap_lengths);
  values.code_lengths(likely, result.value_lengths);
  return are_codes(result);
}

}  // namespace bycatch
