#include "segment_space.h"

#include <algorithm>
#include <cstring>

#include "bit_stream.h"
#include "huffman.h"

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
  std::uint64_t group;
  std::uint64_t group_key;
  BlockPlace place;
};

// The keys of a block as far as they were read, and how each one's value follows from those before.
struct SegmentSpace::Gaps {
  std::uint32_t count;
  std::uint64_t last_key;
  std::uint64_t bit;  // behind the last gap that was read
  std::array<std::uint64_t, 256> keys;
  std::array<std::uint8_t, 256> repeats;  // Repeat of each key but the first

  // Which of the block's told values the last key has.
  [[nodiscard]] std::uint32_t last_told() const noexcept {
    std::int32_t at = static_cast<std::int32_t>(count) - 1;
    while (at > 0 && repeats[static_cast<std::size_t>(at)] != static_cast<std::uint8_t>(Repeat::none)) {
      at -= 1 + repeats[static_cast<std::size_t>(at)];
    }
    std::uint32_t told = 0;
    for (std::int32_t i = 1; i <= at; ++i) told += std::uint32_t{repeats[static_cast<std::size_t>(i)]} >> 1U;
    return told;
  }
};

// What was told so far in a block.
struct SegmentSpace::CountedValues {
  bool start = true;
  std::uint32_t last = 0;
  std::uint32_t one_before = 0;
  std::array<std::uint64_t, kMaxLists> counts;  // of the last key
};

// Reads a block's values and counts, from its end towards its start.
struct SegmentSpace::ValueReader {
  std::uint64_t bit;    // below it lies what comes next
  std::uint64_t floor;  // where the gaps end
};

Result<std::unique_ptr<SegmentSpace>> SegmentSpace::open(std::span<const std::byte> bytes, const SegmentPages& pages,
                                                         Extent where, std::size_t lists, std::size_t labels) {
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
  if (h.keys == 0 || h.block_keys == 0 || h.group_blocks == 0 || h.values == 0 || h.last_key < h.first_key)
    return false;
  if (h.keys > bytes_.size() * 8 || h.values > (std::uint32_t{1} << kEscapedValueBits)) return false;
  if (h.key_bits == 0 || h.key_bits > 64 || h.key_delta_bits > 64 || h.offset_bits > kGroupStartBits) return false;
  if (h.bitmap_shift > 63 || h.radix_shift > 63 || h.value_code_limit == 0 || h.value_code_limit > kMaxValueCodeLimit)
    return false;
  if (h.blocks != (h.keys + h.block_keys - 1) / h.block_keys) return false;
  if (h.groups != (h.blocks + h.group_blocks - 1) / h.group_blocks) return false;
  if (kGroupStartBits + (h.group_blocks - 1U) * h.key_delta_bits + h.group_blocks * std::size_t{h.offset_bits} >
      kRecordBytes * 8)
    return false;
  const std::uint64_t span = h.last_key - h.first_key;
  if (h.stream_bits > bytes_.size() * 8) return false;
  return holds(h.stream, (h.stream_bits + 7) / 8 + stream_padding(h.block_keys), 1) &&
         holds(h.records, h.groups * kRecordBytes, kRecordBytes) &&
         h.records.at + h.records.size + 16 <= bytes_.size() && holds(h.group_keys, h.groups * 8, 8) &&
         holds(h.radix, ((span >> h.radix_shift) + 2) * 4, 4) && holds(h.bitmap, (span >> h.bitmap_shift) / 8 + 1, 1) &&
         holds(h.gap_lengths, (kGapContexts * kGapSymbols + 1) / 2, 1) &&
         holds(h.value_lengths, (std::uint64_t{std::min(h.values, kMaxCodedValues + 1)} + 1) / 2, 1) &&
         holds(h.value_offsets, (std::uint64_t{h.values} + 1) * 4, 4) && holds(h.value_items, h.value_items.size, 2);
}

Status SegmentSpace::make_tables() {
  const SpaceHeader& h = header_;
  if (!pages_.good(h.gap_lengths.at, h.gap_lengths.size) || !pages_.good(h.value_lengths.at, h.value_lengths.size)) {
    return corrupt("code lengths");
  }
  const std::vector<std::uint8_t> gaps = lengths_in(at(h.gap_lengths), std::size_t{kGapContexts} * kGapSymbols);
  for (unsigned context = 0; context < kGapContexts; ++context) {
    const auto table = huffman_table(std::span(gaps).subspan(std::size_t{context} * kGapSymbols, kGapSymbols),
                                     kGapCodeLimit, FirstBit::lowest);
    if (!table) return corrupt("gap codes");
    for (const std::uint32_t entry : *table) gap_table_.push_back(GapEntry::of(entry >> 4U, entry & 15U));
  }
  const auto table = huffman_table(lengths_in(at(h.value_lengths), std::min(h.values, kMaxCodedValues + 1)),
                                   h.value_code_limit, FirstBit::highest);
  if (!table) return corrupt("value codes");
  for (const std::uint32_t entry : *table) value_table_.push_back(static_cast<std::uint16_t>(entry));
  return {};
}

// The last group that begins at or before the key.
bool SegmentSpace::locate_group(Probe& probe) const noexcept {
  const std::uint64_t bucket = (probe.key - header_.first_key) >> header_.radix_shift;
  const std::uint64_t entry = header_.radix.at + bucket * 4;
  if (!pages_.good(entry, 8)) return false;
  std::uint64_t low = load_le<std::uint32_t>(bytes_.data() + entry);
  std::uint64_t high = load_le<std::uint32_t>(bytes_.data() + entry + 4);
  if (high >= header_.groups || low > high) return false;
  if (!pages_.good(header_.group_keys.at + low * 8, (high - low + 1) * 8)) return false;
  const std::byte* keys = at(header_.group_keys);
  while (low < high) {
    const std::uint64_t middle = low + (high - low + 1) / 2;
    if (load_le<std::uint64_t>(keys + middle * 8) <= probe.key) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  probe.group = low;
  probe.group_key = load_le<std::uint64_t>(keys + low * 8);
  return probe.group_key <= probe.key;
}

bool SegmentSpace::place_of(std::uint64_t group, std::uint64_t block, std::uint64_t group_key,
                            BlockPlace& out) const noexcept {
  const std::byte* record = at(header_.records) + group * kRecordBytes;
  const unsigned key_bits = header_.key_delta_bits;
  const unsigned offset_bits = header_.offset_bits;
  const std::uint64_t ends = kGroupStartBits + (header_.group_blocks - 1U) * std::uint64_t{key_bits};
  const std::uint64_t start = read_bits(record, 0, kGroupStartBits);
  out.first_key =
      block == 0 ? group_key : group_key + read_bits(record, kGroupStartBits + (block - 1) * key_bits, key_bits);
  out.start_bit = block == 0 ? start : start + read_bits(record, ends + (block - 1) * offset_bits, offset_bits);
  out.end_bit = start + read_bits(record, ends + block * offset_bits, offset_bits);
  const std::uint64_t first = (group * header_.group_blocks + block) * header_.block_keys;
  out.keys = static_cast<std::uint32_t>(std::min<std::uint64_t>(header_.block_keys, header_.keys - first));
  return out.start_bit < out.end_bit && out.end_bit <= header_.stream_bits;
}

// The last block of the group that begins at or before the key.
bool SegmentSpace::locate_block(Probe& probe) const noexcept {
  if (!pages_.good(header_.records.at + probe.group * kRecordBytes, kRecordBytes)) return false;
  const std::byte* record = at(header_.records) + probe.group * kRecordBytes;
  const std::uint64_t delta = probe.key - probe.group_key;
  const unsigned bits = header_.key_delta_bits;
  std::uint64_t block = 0;
  // In the last group the blocks that are not there repeat the last one's key: only the first of equals counts.
  const std::uint64_t blocks =
      std::min<std::uint64_t>(header_.group_blocks, header_.blocks - probe.group * header_.group_blocks);
  for (std::uint64_t next = 1; next < blocks; ++next) {
    block += static_cast<std::uint64_t>(read_bits(record, kGroupStartBits + (next - 1) * bits, bits) <= delta);
  }
  return place_of(probe.group, block, probe.group_key, probe.place);
}

// The loop that every lookup spends its time in. Each step waits for the one before through `buffer` alone; everything
// else runs beside it. It may read on past a hostile block's end, never past the stream's padding.
template <bool kKeep>
[[gnu::always_inline]] inline bool SegmentSpace::walk(const BlockPlace& place, std::uint64_t until,
                                                      Gaps& out) const noexcept {
  const std::byte* const stream = at(header_.stream);
  const std::uint32_t* const table = gap_table_.data();
  const std::byte* next = stream + place.start_bit / 8;
  std::uint64_t buffer = load_le<std::uint64_t>(next) >> (place.start_bit & 7U);
  std::uint64_t held = 56 - (place.start_bit & 7U);  // bits of `buffer` that count; `next` is the byte behind them
  next += 7;
  std::uint64_t key = place.first_key;
  std::uint32_t context = kFirstContext << kGapCodeLimit;
  std::uint32_t seen = 0;
  std::uint32_t count = 1;
  if constexpr (kKeep) out.keys[0] = key;
  while (key < until && count < place.keys) {
    buffer |= load_le<std::uint64_t>(next) << held;
    next += (63 - held) >> 3U;
    held |= 56U;
    const std::uint32_t entry = table[context | (buffer & ((1U << kGapCodeLimit) - 1))];
    const GapSymbol& symbol = kGapSymbolTable[GapEntry::symbol(entry)];
    const unsigned taken = GapEntry::bits(entry);
    context = GapEntry::context(entry);
    seen |= entry;
    if (taken <= 56) [[likely]] {
      key += symbol.base + ((buffer >> GapEntry::length(entry)) & ~(~std::uint64_t{0} << symbol.extra)) + 1;
      buffer >>= taken;
      held -= taken;
    } else {  // a gap of more than 2^46: rare enough to begin anew
      const auto bit = static_cast<std::uint64_t>(next - stream) * 8 - held + taken;
      key += symbol.base + read_bits(stream, bit - symbol.extra, symbol.extra) + 1;
      next = stream + bit / 8;
      buffer = load_le<std::uint64_t>(next) >> (bit & 7U);
      held = 56 - (bit & 7U);
      next += 7;
    }
    if constexpr (kKeep) out.keys[count] = key;
    out.repeats[count] = symbol.repeat;
    ++count;
  }
  out.count = count;
  out.last_key = key;
  out.bit = static_cast<std::uint64_t>(next - stream) * 8 - held;
  return (seen & GapEntry::kNone) == 0 && out.bit <= place.end_bit;
}

#if defined(__x86_64__)
[[gnu::target("bmi,bmi2")]] bool SegmentSpace::search_bmi2(const BlockPlace& place, std::uint64_t until,
                                                           Gaps& out) const noexcept {
  return walk<false>(place, until, out);
}
#endif

bool SegmentSpace::search_portable(const BlockPlace& place, std::uint64_t until, Gaps& out) const noexcept {
  return walk<false>(place, until, out);
}

bool SegmentSpace::read_gaps(const BlockPlace& place, std::uint64_t until, Gaps& out) const noexcept {
  const std::uint64_t first = place.start_bit / 8;
  if (!pages_.good(header_.stream.at + first, (place.end_bit + 7) / 8 - first)) return false;
  if (header_.has_counts != 0 || until == ~std::uint64_t{0}) return walk<true>(place, until, out);
#if defined(__x86_64__)
  static const bool kHasBmi2 = __builtin_cpu_supports("bmi2") != 0;
  if (kHasBmi2) return search_bmi2(place, until, out);
#endif
  return search_portable(place, until, out);
}

bool SegmentSpace::read_value(ValueReader& reader, std::uint32_t& value) const noexcept {
  const std::byte* const stream = at(header_.stream);
  const unsigned limit = header_.value_code_limit;
  const unsigned entry = value_table_[read_back(stream, reader.bit, limit)];
  const unsigned length = entry & 15U;
  value = entry >> 4U;
  std::uint64_t taken = length;
  if (value == kMaxCodedValues) {
    value = static_cast<std::uint32_t>(read_back(stream, reader.bit - length, kEscapedValueBits));
    taken += kEscapedValueBits;
  }
  if (length == 0 || reader.bit < reader.floor + taken) return false;
  reader.bit -= taken;
  return true;
}

bool SegmentSpace::read_counts(ValueReader& reader, std::span<std::uint64_t> counts) const noexcept {
  const std::byte* const stream = at(header_.stream);
  for (std::uint64_t& count : counts) {
    const auto zeros = static_cast<unsigned>(std::countl_zero(read_back(stream, reader.bit, 57) << 7U | 1U));
    const std::uint64_t taken = 2 * std::uint64_t{zeros} + 1;
    if (zeros > 50 || reader.bit < reader.floor + taken) return false;
    count = read_back(stream, reader.bit - zeros, zeros + 1) - 1;
    reader.bit -= taken;
  }
  return true;
}

bool SegmentSpace::value_at(std::uint32_t value, std::uint16_t& label,
                            std::span<const std::uint16_t>& lists) const noexcept {
  if (value >= header_.values) return false;
  const std::uint64_t entry = header_.value_offsets.at + std::uint64_t{value} * 4;
  if (!pages_.good(entry, 8)) return false;
  const std::uint64_t first = load_le<std::uint32_t>(bytes_.data() + entry);
  const std::uint64_t last = load_le<std::uint32_t>(bytes_.data() + entry + 4);
  if (last < first + 2 || last > header_.value_items.size / 2 || last - first > kMaxLists) return false;
  if (!pages_.good(header_.value_items.at + first * 2, (last - first) * 2)) return false;
  const auto* items = reinterpret_cast<const std::uint16_t*>(at(header_.value_items));
  label = items[first];
  lists = {items + first + 1, items + last};
  return label <= labels_ && std::ranges::all_of(lists, [&](std::uint16_t list) { return list < lists_; });
}

// The value of the next key, in a block's order, and its counts if the space has them.
bool SegmentSpace::read_counted(ValueReader& reader, Repeat repeat, CountedValues& values, std::uint16_t& label,
                                std::span<const std::uint16_t>& lists) const noexcept {
  std::uint32_t value = repeat == Repeat::one_before ? values.one_before : values.last;
  if (repeat == Repeat::none && !read_value(reader, value)) return false;
  values.one_before = values.start ? value : values.last;
  values.last = value;
  values.start = false;
  if (!value_at(value, label, lists)) return false;
  return header_.has_counts == 0 || read_counts(reader, std::span(values.counts).first(lists.size()));
}

Status SegmentSpace::find(const Probe& probe, std::vector<Hit>& out) const {
  Gaps gaps;
  if (!read_gaps(probe.place, probe.key, gaps)) return corrupt("block");
  if (gaps.last_key != probe.key) return {};
  ValueReader reader{probe.place.end_bit, gaps.bit};
  std::uint32_t value = 0;
  std::uint16_t label = 0;
  std::span<const std::uint16_t> lists;
  if (header_.has_counts == 0) {
    const std::uint32_t last = gaps.last_told();
    for (std::uint32_t told = 0; told <= last; ++told) {
      if (!read_value(reader, value)) return corrupt("value");
    }
    if (!value_at(value, label, lists)) return corrupt("value");
    for (const std::uint16_t list : lists) out.push_back({probe.position, list, 0});
    return {};
  }
  CountedValues values;
  for (std::uint32_t i = 0; i < gaps.count; ++i) {
    if (!read_counted(reader, i == 0 ? Repeat::none : Repeat{gaps.repeats[i]}, values, label, lists))
      return corrupt("value");
  }
  for (std::size_t i = 0; i < lists.size(); ++i) out.push_back({probe.position, lists[i], values.counts[i]});
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
    __builtin_prefetch(at(header_.bitmap) + ((keys[i] - header_.first_key) >> header_.bitmap_shift) / 8);
    ++count;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t bit = (probes[i].key - header_.first_key) >> header_.bitmap_shift;
    if (!pages_.good(header_.bitmap.at + bit / 8, 1)) return corrupt("bitmap");
    if ((std::to_integer<unsigned>(at(header_.bitmap)[bit / 8]) >> (bit % 8) & 1U) == 0) continue;
    Probe& probe = probes[kept++];
    probe.key = probes[i].key;
    probe.position = probes[i].position;
    if (!locate_group(probe)) return corrupt("directory");
    __builtin_prefetch(at(header_.records) + probe.group * kRecordBytes);
  }
  for (std::size_t i = 0; i < kept; ++i) {
    if (!locate_block(probes[i])) return corrupt("directory");
    const std::byte* block = at(header_.stream) + probes[i].place.start_bit / 8;
    __builtin_prefetch(block);
    __builtin_prefetch(block + 64);
  }
  for (std::size_t i = 0; i < kept; ++i) {
    if (Status found = find(probes[i], out); !found) return found;
  }
  return {};
}

Status SegmentSpace::for_each(const std::function<Status(const Record&)>& visit) const {
  Gaps gaps;
  CountedValues values;
  for (std::uint64_t block = 0; block < header_.blocks; ++block) {
    const std::uint64_t group = block / header_.group_blocks;
    const std::uint64_t key_at = header_.group_keys.at + group * 8;
    BlockPlace place{};
    if (!pages_.good(key_at, 8) || !pages_.good(header_.records.at + group * kRecordBytes, kRecordBytes) ||
        !place_of(group, block % header_.group_blocks, load_le<std::uint64_t>(bytes_.data() + key_at), place)) {
      return corrupt("directory");
    }
    if (!read_gaps(place, ~std::uint64_t{0}, gaps) || gaps.count != place.keys) return corrupt("block");
    ValueReader reader{place.end_bit, gaps.bit};
    values.start = true;
    for (std::uint32_t i = 0; i < gaps.count; ++i) {
      Record record{.key = gaps.keys[i], .label = 0, .lists = {}, .counts = {}};
      if (!read_counted(reader, i == 0 ? Repeat::none : Repeat{gaps.repeats[i]}, values, record.label, record.lists))
        return corrupt("value");
      if (header_.has_counts != 0) record.counts = std::span(values.counts).first(record.lists.size());
      if (Status visited = visit(record); !visited) return visited;
    }
    if (reader.bit != gaps.bit) return corrupt("block");
  }
  return {};
}

}  // namespace bycatch
