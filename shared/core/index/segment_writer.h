// Writes one segment: sorted records in, the same bytes out on any machine.
//
//   SegmentWriter writer(sink, lists);
//   for each key space in order: writer.begin_space(...); observe every record; then add every record again;
//   end_space(); add_imprint(...); writer.finish();
//
// The records pass twice, for the codes are made from all of them. Memory: about 1.3 bits a key while a space is
// written; 36 bytes an imprint, and 83 more in finish().
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "index.h"
#include "result.h"

namespace bycatch {

// Where the bytes go.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual Status append(std::span<const std::byte> bytes) = 0;
  // Writes over what was appended at the very start.
  virtual Status patch_start(std::span<const std::byte> bytes) = 0;
};

// The lists that hold one key, ascending, none twice; counts[i], at most kMaxRecordCount, belongs to lists[i] (0: not
// said) and is kept only by spaces of accounts and tags.
struct Record {
  std::uint64_t key = 0;
  std::uint16_t label = 0;  // position in the segment's labels + 1; 0: none
  std::span<const std::uint16_t> lists;
  std::span<const std::uint64_t> counts;
};

inline constexpr std::uint64_t kMaxRecordCount = std::uint64_t{1} << 50U;

// The lists that hold one picture, ascending, none twice.
struct ImprintRecord {
  Imprint imprint;
  std::uint16_t label = 0;  // as Record's
  std::span<const std::uint16_t> lists;
};

// What reading all records does at a block that is damaged.
enum class OnDamage : std::uint8_t { fail, pass_over };

struct SpaceOptions {
  unsigned block_keys = 64;  // 1 to 128
};

class SegmentWriter {
 public:
  SegmentWriter(ByteSink& sink, std::vector<ListInfo> lists, std::vector<std::string> labels = {});
  ~SegmentWriter();
  SegmentWriter(const SegmentWriter&) = delete;
  SegmentWriter& operator=(const SegmentWriter&) = delete;

  // Spaces come in ascending order.
  Status begin_space(KeySpace space, SpaceOptions options = {});
  // Keys strictly ascending. Errors: bad_format when they are not, or a record is not of its form.
  Status observe(const Record& record);
  Status add(const Record& record);
  Status end_space();
  // Between spaces, before or after them. Imprints strictly ascending. Errors: bad_format.
  Status add_imprint(const ImprintRecord& record);
  Status finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Bits of a key that a segment holds: all 64 of a number; of a hash so many that one lookup among 1e8 keys finds a key
// that is not there with a probability below 1e-9.
inline constexpr unsigned kHashKeyBits = 57;
[[nodiscard]] constexpr unsigned stored_key_bits(KeySpace space) noexcept {
  return space < KeySpace::asset ? 64 : kHashKeyBits;
}
// The key as a segment holds it.
[[nodiscard]] constexpr std::uint64_t stored_key(KeySpace space, const Key& key) noexcept {
  return space < KeySpace::asset ? key.low : key.high >> (64U - kHashKeyBits);
}
// Whether a space keeps counts.
[[nodiscard]] constexpr bool has_counts(KeySpace space) noexcept {
  return space == KeySpace::flickr_account || space == KeySpace::tag;
}

}  // namespace bycatch
