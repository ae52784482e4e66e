#include "segment_directory.h"

#include "bit_stream.h"
#include "group_record.h"

namespace bycatch {

bool SegmentDirectory::find_group(std::uint64_t key, Group& out) const noexcept {
  const std::uint64_t bucket = (key - header_.first_key) >> header_.radix_shift;
  const std::uint64_t entry = header_.radix.at + bucket * 4;
  if (!pages_.good(entry, 8)) return false;
  std::uint64_t low = load_le<std::uint32_t>(bytes_.data() + entry);
  std::uint64_t high = load_le<std::uint32_t>(bytes_.data() + entry + 4);
  if (high >= header_.groups || low > high) return false;
  if (!pages_.good(header_.group_keys.at + low * 8, (high - low + 1) * 8)) return false;
  const std::byte* keys = bytes_.data() + header_.group_keys.at;
  while (low < high) {
    const std::uint64_t middle = low + (high - low + 1) / 2;
    if (load_le<std::uint64_t>(keys + middle * 8) <= key) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return group_at(low, out) && out.first_key <= key;
}

bool SegmentDirectory::group_at(std::uint64_t number, Group& out) const noexcept {
  const std::uint64_t at = header_.group_keys.at + number * 8;
  const bool is_last = number + 1 == header_.groups;
  if (!pages_.good(at, is_last ? 8 : 16)) return false;
  out.number = number;
  out.first_key = load_le<std::uint64_t>(bytes_.data() + at);
  out.next_key = is_last ? header_.last_key + 1 : load_le<std::uint64_t>(bytes_.data() + at + 8);
  return true;
}

bool SegmentDirectory::is_sound(const Group& group) const noexcept {
  return pages_.good(header_.records.at + group.number * kRecordBytes, kRecordBytes) &&
         GroupRecord(record_of(group)).shape().fits();
}

bool SegmentDirectory::find_block(const Group& group, std::uint64_t key, BlockPlace& out) const noexcept {
  return is_sound(group) && block_at(group, GroupRecord(record_of(group)).find(key - group.first_key), out);
}

unsigned SegmentDirectory::blocks_in(const Group& group) const noexcept {
  return is_sound(group) ? GroupRecord(record_of(group)).shape().blocks : 0;
}

bool SegmentDirectory::block_at(const Group& group, unsigned block, BlockPlace& out) const noexcept {
  const GroupRecord record(record_of(group));
  const bool is_last = block + 1 == record.shape().blocks;
  out.first_key = group.first_key + record.key(block);
  out.next_key = is_last ? group.next_key : group.first_key + record.key(block + 1);
  out.start_bit = record.start(block);
  out.end_bit = record.start(block + 1);
  out.middle_bit = record.middle(block, out.start_bit, out.end_bit);
  out.keys = header_.block_keys;
  if (is_last && group.number + 1 == header_.groups) {
    out.keys = static_cast<std::uint32_t>((header_.keys - 1) % header_.block_keys + 1);
  }
  return out.start_bit < out.end_bit && out.start_bit <= out.middle_bit && out.middle_bit <= out.end_bit &&
         out.end_bit <= header_.stream_bits;
}

}  // namespace bycatch
