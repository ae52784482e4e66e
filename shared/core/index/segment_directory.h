// From a key to the block in which it would be.
//
// Threads: const members may run on any number of threads at once.
// Trust:   the bytes may be hostile; what is returned lies in the file, whatever it says.
#pragma once

#include <cstdint>
#include <span>

#include "block_place.h"
#include "segment_layout.h"
#include "segment_pages.h"

namespace bycatch {

class SegmentDirectory {
 public:
  struct Group {
    std::uint64_t number;
    std::uint64_t first_key;
    std::uint64_t next_key;  // first of the next group; of the last group, one more than its last key
  };

  // `header` outlives the directory; its sections lie in `bytes`.
  SegmentDirectory(std::span<const std::byte> bytes, const SegmentPages& pages, const SpaceHeader& header) noexcept
      : bytes_(bytes), pages_(pages), header_(header) {}

  // The last group that begins at or before the key. Requires: first_key <= key <= last_key. False: damaged.
  [[nodiscard]] bool find_group(std::uint64_t key, Group& out) const noexcept;
  // Requires: number < groups.
  [[nodiscard]] bool group_at(std::uint64_t number, Group& out) const noexcept;

  [[nodiscard]] const std::byte* record_of(const Group& group) const noexcept {
    return bytes_.data() + header_.records.at + group.number * kRecordBytes;
  }
  // The last block of the group that begins at or before the key.
  [[nodiscard]] bool find_block(const Group& group, std::uint64_t key, BlockPlace& out) const noexcept;
  // 0: damaged.
  [[nodiscard]] unsigned blocks_in(const Group& group) const noexcept;
  // Requires: block < blocks_in(group).
  [[nodiscard]] bool block_at(const Group& group, unsigned block, BlockPlace& out) const noexcept;

 private:
  [[nodiscard]] bool is_sound(const Group& group) const noexcept;

  std::span<const std::byte> bytes_;
  const SegmentPages& pages_;
  const SpaceHeader& header_;
};

}  // namespace bycatch
