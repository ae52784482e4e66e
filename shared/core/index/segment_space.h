// One key space of a segment: finding a key, and reading all of them.
//
// Threads: const members may run on any number of threads at once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "block_gaps.h"
#include "block_values.h"
#include "segment_directory.h"
#include "segment_layout.h"
#include "segment_pages.h"
#include "segment_writer.h"
#include "space_block.h"

namespace bycatch {

// What one label of the segment says, by list.
using LabelSet = std::vector<LabelInList>;

class SegmentSpace {
 public:
  static constexpr std::size_t kBatch = 32;

  // Reads the header at `where` and makes the decoding tables.
  // Errors: corrupt.
  static Result<std::unique_ptr<SegmentSpace>> open(std::span<const std::byte> bytes, const SegmentPages& pages,
                                                    Extent where, std::size_t lists, std::span<const LabelSet> labels);

  // The blocks in order, one after the other.
  class Cursor {
   public:
    explicit Cursor(const SegmentSpace& space) : space_(space) {}
    // False behind the last one. Keys ascend strictly from one block to the next.
    // Errors: corrupt; the next call passes over what was damaged.
    [[nodiscard]] Result<bool> next(SpaceBlock& out);

   private:
    const SegmentSpace& space_;
    SegmentDirectory::Group group_{};
    std::uint64_t groups_ = 0;  // that were begun
    std::uint64_t blocks_ = 0;  // that these have
    unsigned in_group_ = 0;
    unsigned at_ = 0;
    bool is_at_end_ = false;
    std::uint64_t least_ = 0;  // of the keys that may come
  };

  [[nodiscard]] const SpaceHeader& header() const noexcept { return header_; }
  [[nodiscard]] std::vector<std::uint8_t> gap_lengths() const;
  [[nodiscard]] std::vector<std::uint8_t> value_lengths() const;
  // False when there is no such value.
  [[nodiscard]] bool value_at(std::uint32_t value, std::uint16_t& label,
                              std::span<const std::uint16_t>& lists) const noexcept;

  // Appends a Hit for each list that holds a key; `first` is the position of keys[0] for the caller.
  // Requires: keys.size() <= kBatch.
  [[nodiscard]] Status lookup(std::span<const std::uint64_t> keys, std::uint32_t first, std::vector<Hit>& out) const;

  [[nodiscard]] Status for_each(const std::function<Status(const Record&)>& visit, OnDamage on_damage) const;

 private:
  struct Probe;

  SegmentSpace(std::span<const std::byte> bytes, const SegmentPages& pages, std::size_t lists,
               std::span<const LabelSet> labels)
      : bytes_(bytes),
        pages_(pages),
        lists_(lists),
        labels_(labels.size()),
        label_sets_(labels),
        directory_(bytes, pages, header_) {}

  [[nodiscard]] bool is_consistent() const noexcept;
  [[nodiscard]] Status make_tables();
  [[nodiscard]] const std::byte* at(const Extent& section) const noexcept { return bytes_.data() + section.at; }
  [[nodiscard]] std::uint64_t bitmap_bit(std::uint64_t key) const noexcept;
  // Whether the pages are good that a block lies in.
  [[nodiscard]] bool is_good(const BlockPlace& place) const noexcept;
  [[nodiscard]] PhotoLabel label_in(std::uint16_t list, std::uint16_t label) const noexcept;
  [[nodiscard]] Status find(const Probe& probe, std::vector<Hit>& out) const;
  [[nodiscard]] Status find_counted(const Probe& probe, const BlockGaps::Found& found, std::vector<Hit>& out) const;
  // The value of the block's first key.
  [[nodiscard]] bool first_value(const BlockPlace& place, const HalfGaps& lower, std::uint32_t& value) const noexcept;
  // visit(value, counts of the key) for each key of a half whose gaps were read, in the order in which it is coded.
  template <class Visit>
  [[nodiscard]] bool each_value(const HalfGaps& gaps, bool is_upper, std::uint32_t first, BlockValues::Place& place,
                                Visit&& visit) const;
  // False when it is damaged, its keys do not ascend strictly or one is below `least`.
  [[nodiscard]] bool read_block(const BlockPlace& place, std::uint64_t least, SpaceBlock& out) const;

  std::span<const std::byte> bytes_;
  const SegmentPages& pages_;
  std::size_t lists_;
  std::size_t labels_;
  std::span<const LabelSet> label_sets_;
  SpaceHeader header_{};
  SegmentDirectory directory_;
  BlockGaps gaps_;
  BlockValues values_;
};

}  // namespace bycatch
