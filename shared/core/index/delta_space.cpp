#include "delta_space.h"

namespace bycatch {
namespace {

// value_at(number, label, lists) as a section has it. `most`: items that the section can hold.
template <class ValueAt>
Result<ValueTable> renumbered_values(std::uint32_t count, std::uint64_t most, const Renumbering& renumbering,
                                     ValueAt&& value_at) {
  ValueTable table;
  std::vector<std::uint16_t> there;
  std::uint16_t label = 0;
  std::span<const std::uint16_t> lists;
  for (std::uint32_t value = 0; value < count; ++value) {
    if (!value_at(value, label, lists) || lists.size() >= most) return fail(ErrorCode::corrupt, "value");
    most -= lists.size() + 1;
    renumbering.value_there(label, lists, there);
    table.add(there);
  }
  return table;
}

}  // namespace

SpaceFacts no_facts(KeySpace which) {
  SpaceFacts facts;
  facts.shape.key_bits = stored_key_bits(which);
  facts.shape.has_counts = has_counts(which);
  return facts;
}

Result<SpaceFacts> facts_of(const SegmentSpace& space, KeySpace which, const Renumbering& renumbering) {
  const SpaceHeader& header = space.header();
  SpaceFacts facts = no_facts(which);
  facts.shape.block_keys = header.block_keys;
  facts.shape.keys = header.keys;
  facts.shape.first_key = header.first_key;
  facts.shape.last_key = header.last_key;
  facts.shape.values = header.values;
  const auto value_at = [&](std::uint32_t value, std::uint16_t& label, std::span<const std::uint16_t>& lists) {
    return space.value_at(value, label, lists);
  };
  auto values = renumbered_values(header.values, header.value_items.size / 2, renumbering, value_at);
  if (!values) return std::unexpected(values.error());
  facts.values = *std::move(values);
  facts.gap_lengths = space.gap_lengths();
  facts.value_lengths = space.value_lengths();
  return facts;
}

Result<ValueTable> values_of(const SegmentImprints& imprints, const Renumbering& renumbering) {
  const auto value_at = [&](std::uint32_t value, std::uint16_t& label, std::span<const std::uint16_t>& lists) {
    return imprints.value_at(value, label, lists);
  };
  return renumbered_values(imprints.header().values, imprints.header().value_items.size / 2, renumbering, value_at);
}

bool are_codes(const SpaceFacts& facts) {
  for (std::size_t at = 0; at < facts.gap_lengths.size(); at += kGapSymbols) {
    if (!huffman_table(std::span(facts.gap_lengths).subspan(at, kGapSymbols), kGapCodeLimit, FirstBit::lowest)) {
      return false;
    }
  }
  return huffman_table(facts.value_lengths, facts.shape.value_code_limit(), FirstBit::highest).has_value();
}

}  // namespace bycatch
