#include "segment_space.h"

#include <algorithm>
#include <cstring>

#include "bit_stream.h"
#include "segment_values.h"

namespace bycatch {
namespace {

std::vector<std::uint8_t> lengths_in(const std::byte* nibbles, std::size_t count) {
  std::vector<std::uint8_t> out(count);
  for (std::size_t at = 0; at < count; ++at) {
    out[at] = std::to_integer<std::uint8_t>((nibbles[at / 2] >> static_cast<unsigned>(at % 2 * 4)) & std::byte{15});
  }
  return out;
}

Status corrupt(const char* what) {
  return fail(ErrorCode::corrupt, what);
}

}  // namespace

// A key on its way through the directory.
struct SegmentSpace::Probe {
  std::uint64_t key;
  std::uint32_t position;  // for the caller
  SegmentDirectory::Group group;
  BlockPlace place;
};

Result<std::unique_ptr<SegmentSpace>> SegmentSpace::open(std::span<const std::byte> bytes, const SegmentPages& pages,
                                                         Extent where, std::size_t lists,
                                                         std::span<const LabelSet> labels) {
  std::unique_ptr<SegmentSpace> space(new SegmentSpace(bytes, pages, lists, labels));
  if (where.size != sizeof(SpaceHeader) || where.at > bytes.size() - sizeof(SpaceHeader) ||
      !pages.good(where.at, where.size)) {
    return fail(ErrorCode::corrupt, "space header");
  }
  std::memcpy(&space->header_, bytes.data() + where.at, sizeof(SpaceHeader));
  if (!space->is_consistent()) return fail(ErrorCode::corrupt, "space header");
  if (Status made = space->make_tables(); !made) return std::unexpected(made.error());
  return space;
}

bool SegmentSpace::is_consistent() const noexcept {
  const SpaceHeader& h = header_;
  const auto holds = [&](const Extent& section, std::uint64_t size, std::uint64_t align) {
    return section.size == size && section.at % align == 0 && section.at >= kPageBytes && section.at <= bytes_.size() &&
           size <= bytes_.size() - section.at;
  };
  if (h.keys == 0 || h.values == 0 || h.last_key < h.first_key) return false;
  if (h.block_keys == 0 || h.block_keys > kMaxBlockKeys) return false;
  if (h.keys > bytes_.size() * 8 || h.values > (std::uint32_t{1} << kEscapedValueBits)) return false;
  if (h.key_bits == 0 || h.key_bits > 64 || h.radix_shift > 63) return false;
  if (h.value_code_limit == 0 || h.value_code_limit > kMaxValueCodeLimit) return false;
  if (h.blocks != (h.keys + h.block_keys - 1) / h.block_keys || h.groups == 0 || h.groups > h.blocks) return false;
  if (h.stream_bits > bytes_.size() * 8) return false;
  return holds(h.stream, (h.stream_bits + 7) / 8 + stream_padding(h.block_keys), 1) &&
         holds(h.records, h.groups * kRecordBytes, kRecordBytes) &&
         h.records.at + h.records.size + 16 <= bytes_.size() && holds(h.group_keys, h.groups * 8, 8) &&
         holds(h.radix, (((h.last_key - h.first_key) >> h.radix_shift) + 2) * 4, 4) &&
         holds(h.bitmap, bitmap_bit(h.last_key) / 8 + 1, 1) &&
         holds(h.gap_lengths, (kGapContexts * kGapSymbols + 1) / 2, 1) &&
         holds(h.value_lengths, (std::uint64_t{std::min(h.values, kMaxCodedValues + 1)} + 1) / 2, 1) &&
         holds(h.value_offsets, (std::uint64_t{h.values} + 1) * 4, 4) && holds(h.value_items, h.value_items.size, 2);
}

Status SegmentSpace::make_tables() {
  const SpaceHeader& h = header_;
  if (!pages_.good(h.gap_lengths.at, h.gap_lengths.size) || !pages_.good(h.value_lengths.at, h.value_lengths.size)) {
    return corrupt("code lengths");
  }
  if (!gaps_.make_tables(gap_lengths())) return corrupt("gap codes");
  if (!values_.make_table(value_lengths(), h.value_code_limit)) return corrupt("value codes");
  return {};
}

std::vector<std::uint8_t> SegmentSpace::gap_lengths() const {
  return lengths_in(at(header_.gap_lengths), std::size_t{kGapContexts} * kGapSymbols);
}

std::vector<std::uint8_t> SegmentSpace::value_lengths() const {
  return lengths_in(at(header_.value_lengths), std::min(header_.values, kMaxCodedValues + 1));
}

std::uint64_t SegmentSpace::bitmap_bit(std::uint64_t key) const noexcept {
  return high_product(key - header_.first_key, header_.bitmap_scale);
}

bool SegmentSpace::is_good(const BlockPlace& place) const noexcept {
  const std::uint64_t first = place.start_bit / 8;
  return pages_.good(header_.stream.at + first, (place.end_bit + 7) / 8 - first);
}

bool SegmentSpace::value_at(std::uint32_t value, std::uint16_t& label,
                            std::span<const std::uint16_t>& lists) const noexcept {
  return SegmentValues{bytes_, pages_, lists_, labels_}.read(value, header_.values, header_.value_offsets,
                                                             header_.value_items, label, lists);
}

bool SegmentSpace::first_value(const BlockPlace& place, const HalfGaps& lower, std::uint32_t& value) const noexcept {
  BlockValues::Place reader{place.middle_bit, lower.bit};
  return values_.next(at(header_.stream), reader, value);
}

template <class Visit>
bool SegmentSpace::each_value(const HalfGaps& gaps, bool is_upper, std::uint32_t first, BlockValues::Place& place,
                              Visit&& visit) const {
  std::array<std::uint64_t, kMaxLists> counts;
  std::uint16_t label = 0;
  std::span<const std::uint16_t> lists;
  const auto take = [&](std::uint32_t value) {
    if (header_.has_counts == 0) {
      visit(value, std::span<const std::uint64_t>());
      return value < header_.values;
    }
    if (!value_at(value, label, lists)) return false;
    const auto own = std::span(counts).first(lists.size());
    if (!BlockValues::next_counts(at(header_.stream), place, own)) return false;
    visit(value, std::span<const std::uint64_t>(own));
    return true;
  };
  std::uint32_t last = first;
  std::uint32_t one_before = first;
  if (!is_upper && (!values_.next(at(header_.stream), place, last) || !take(last))) return false;
  for (std::uint32_t i = 0; i < gaps.count; ++i) {
    const Repeat repeat{gaps.repeats[i]};
    std::uint32_t value = repeat == Repeat::one_before ? one_before : last;
    if (repeat == Repeat::none && !values_.next(at(header_.stream), place, value)) return false;
    if (!take(value)) return false;
    one_before = last;
    last = value;
  }
  return true;
}

PhotoLabel SegmentSpace::label_in(std::uint16_t list, std::uint16_t label) const noexcept {
  if (label == 0) return PhotoLabel::none;
  const auto found = std::ranges::find(label_sets_[label - 1U], list, &LabelInList::list);
  return found == label_sets_[label - 1U].end() ? PhotoLabel::none : found->label;
}

Status SegmentSpace::find(const Probe& probe, std::vector<Hit>& out) const {
  const std::byte* const stream = at(header_.stream);
  BlockGaps::Found found;
  if (!is_good(probe.place) || !gaps_.search(stream, probe.place, probe.key, found)) return corrupt("block");
  if (!found.is_there) return {};
  if (header_.has_counts != 0) return find_counted(probe, found, out);
  std::uint32_t value = 0;
  const std::uint32_t told = found.is_upper ? found.upper.told() : found.lower.told();
  if (told == 0) {
    if (!first_value(probe.place, found.lower, value)) return corrupt("value");
  } else {
    BlockValues::Place place{found.is_upper ? probe.place.end_bit : probe.place.middle_bit,
                             found.is_upper ? found.upper.bit : found.lower.bit};
    for (std::uint32_t i = found.is_upper ? 1 : 0; i <= told; ++i) {
      if (!values_.next(stream, place, value)) return corrupt("value");
    }
  }
  std::uint16_t label = 0;
  std::span<const std::uint16_t> lists;
  if (!value_at(value, label, lists)) return corrupt("value");
  for (const std::uint16_t list : lists) out.push_back({probe.position, list, 0, label_in(list, label)});
  return {};
}

Status SegmentSpace::find_counted(const Probe& probe, const BlockGaps::Found& found, std::vector<Hit>& out) const {
  const HalfGaps& gaps = found.is_upper ? found.upper : found.lower;
  std::uint32_t value = 0;
  if (found.is_upper && !first_value(probe.place, found.lower, value)) return corrupt("value");
  BlockValues::Place place{found.is_upper ? probe.place.end_bit : probe.place.middle_bit, gaps.bit};
  std::array<std::uint64_t, kMaxLists> counts;
  const bool is_read =
      each_value(gaps, found.is_upper, value, place, [&](std::uint32_t own, std::span<const std::uint64_t> own_counts) {
        value = own;
        std::ranges::copy(own_counts, counts.begin());
      });
  std::uint16_t label = 0;
  std::span<const std::uint16_t> lists;
  if (!is_read || !value_at(value, label, lists)) return corrupt("value");
  for (std::size_t i = 0; i < lists.size(); ++i)
    out.push_back({probe.position, lists[i], counts[i], label_in(lists[i], label)});
  return {};
}

// Each stage touches memory that the stage before has asked for.
Status SegmentSpace::lookup(std::span<const std::uint64_t> keys, std::uint32_t first, std::vector<Hit>& out) const {
  std::array<Probe, kBatch> probes;
  std::size_t count = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] < header_.first_key || keys[i] > header_.last_key) continue;
    probes[count].key = keys[i];
    probes[count].position = first + static_cast<std::uint32_t>(i);
    __builtin_prefetch(at(header_.bitmap) + bitmap_bit(keys[i]) / 8);
    ++count;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t bit = bitmap_bit(probes[i].key);
    if (!pages_.good(header_.bitmap.at + bit / 8, 1)) return corrupt("bitmap");
    if ((std::to_integer<unsigned>(at(header_.bitmap)[bit / 8]) >> (bit % 8) & 1U) == 0) continue;
    Probe& probe = probes[kept++];
    probe.key = probes[i].key;
    probe.position = probes[i].position;
    if (!directory_.find_group(probe.key, probe.group)) return corrupt("directory");
    __builtin_prefetch(directory_.record_of(probe.group));
    __builtin_prefetch(directory_.record_of(probe.group) + 64);
  }
  for (std::size_t i = 0; i < kept; ++i) {
    if (!directory_.find_block(probes[i].group, probes[i].key, probes[i].place)) return corrupt("directory");
    const std::byte* const stream = at(header_.stream);
    __builtin_prefetch(stream + probes[i].place.start_bit / 8);
    __builtin_prefetch(stream + probes[i].place.middle_bit / 8);
    __builtin_prefetch(stream + probes[i].place.end_bit / 8);
  }
  for (std::size_t i = 0; i < kept; ++i) {
    if (Status found = find(probes[i], out); !found) return found;
  }
  return {};
}

bool SegmentSpace::read_block(const BlockPlace& place, std::uint64_t least, SpaceBlock& out) const {
  const std::byte* const stream = at(header_.stream);
  const std::uint32_t split = place.lower_gaps() + 1;
  HalfGaps lower;
  HalfGaps upper;
  const auto keys = std::span(out.keys).first(place.keys);
  keys[0] = place.first_key;
  if (!is_good(place) || !gaps_.read_lower(stream, place, keys.subspan(1, split - 1), lower) ||
      !gaps_.read_upper(stream, place, keys.subspan(split), upper)) {
    return false;
  }
  out.count = 0;
  out.counts.clear();
  // The upper half is coded from its highest key down.
  std::size_t lower_counts = 0;
  const auto add = [&](std::uint32_t value, std::span<const std::uint64_t> counts) {
    const bool is_lower = out.count < split;
    out.values[out.count++] = value;
    if (is_lower) lower_counts += counts.size();
    const auto where = is_lower ? out.counts.end() : out.counts.begin() + static_cast<std::ptrdiff_t>(lower_counts);
    out.counts.insert(where, counts.begin(), counts.end());
  };
  BlockValues::Place below{place.middle_bit, lower.bit};
  BlockValues::Place above{place.end_bit, upper.bit};
  if (!each_value(lower, false, 0, below, add) || !each_value(upper, true, out.values[0], above, add)) return false;
  std::ranges::reverse(keys.subspan(split));
  std::ranges::reverse(std::span(out.values).subspan(split, place.keys - split));
  bool is_ascending = keys[0] >= least;
  for (std::size_t at = 1; at < keys.size(); ++at) is_ascending &= keys[at - 1] < keys[at];
  return is_ascending && below.bit == below.floor && above.bit == above.floor;
}

Result<bool> SegmentSpace::Cursor::next(SpaceBlock& out) {
  const SpaceHeader& header = space_.header_;
  while (at_ == in_group_) {
    if (groups_ == header.groups) {
      const bool is_whole = is_at_end_ || blocks_ == header.blocks;
      is_at_end_ = true;
      if (!is_whole) return fail(ErrorCode::corrupt, "directory");
      return false;
    }
    const bool is_there = space_.directory_.group_at(groups_++, group_);
    in_group_ = is_there ? space_.directory_.blocks_in(group_) : 0;
    blocks_ += in_group_;
    at_ = 0;
    if (in_group_ == 0) return fail(ErrorCode::corrupt, "directory");
  }
  BlockPlace place{};
  if (!space_.directory_.block_at(group_, at_++, place) || !space_.read_block(place, least_, out)) {
    return fail(ErrorCode::corrupt, "block");
  }
  least_ = out.keys[out.count - 1] + 1;
  return true;
}

Status SegmentSpace::for_each(const std::function<Status(const Record&)>& visit, OnDamage on_damage) const {
  const auto visit_block = [&](const SpaceBlock& block) -> Status {
    std::span<const std::uint64_t> counts = block.counts;
    for (std::uint32_t i = 0; i < block.count; ++i) {
      Record record{.key = block.keys[i], .label = 0, .lists = {}, .counts = {}};
      if (!value_at(block.values[i], record.label, record.lists)) return corrupt("value");
      if (header_.has_counts != 0) {
        record.counts = counts.first(record.lists.size());
        counts = counts.subspan(record.lists.size());
      }
      if (Status visited = visit(record); !visited) return visited;
    }
    return {};
  };
  Cursor cursor(*this);
  SpaceBlock block;
  for (;;) {
    const Result<bool> is_there = cursor.next(block);
    if (is_there && !*is_there) return {};
    const Status done = is_there ? visit_block(block) : std::unexpected(is_there.error());
    if (!done && (on_damage == OnDamage::fail || done.error().code != ErrorCode::corrupt)) return done;
  }
}

}  // namespace bycatch
