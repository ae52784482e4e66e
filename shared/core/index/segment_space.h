// One key space of a segment: finding a key, and reading all of them.
//
// Threads: const members may run on any number of threads at once.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "gap_code.h"
#include "segment_layout.h"
#include "segment_pages.h"
#include "segment_writer.h"

namespace bycatch {

class SegmentSpace {
 public:
  static constexpr std::size_t kBatch = 32;

  // Reads the header at `where` and makes the decoding tables.
  // Errors: corrupt.
  static Result<std::unique_ptr<SegmentSpace>> open(std::span<const std::byte> bytes, const SegmentPages& pages,
                                                    Extent where, std::size_t lists, std::size_t labels);

  [[nodiscard]] const SpaceHeader& header() const noexcept { return header_; }

  // Appends a Hit for each list that holds a key; `first` is the position of keys[0] for the caller.
  // Requires: keys.size() <= kBatch.
  [[nodiscard]] Status lookup(std::span<const std::uint64_t> keys, std::uint32_t first, std::vector<Hit>& out) const;

  [[nodiscard]] Status for_each(const std::function<Status(const Record&)>& visit) const;

 private:
  // Where a block's bits lie.
  struct BlockPlace {
    std::uint64_t first_key;
    std::uint64_t start_bit;
    std::uint64_t end_bit;
    std::uint32_t keys;
  };
  struct Gaps;
  struct ValueReader;
  struct CountedValues;
  struct Probe;

  SegmentSpace(std::span<const std::byte> bytes, const SegmentPages& pages, std::size_t lists, std::size_t labels)
      : bytes_(bytes), pages_(pages), lists_(lists), labels_(labels) {}

  [[nodiscard]] bool is_consistent() const noexcept;
  [[nodiscard]] Status make_tables();
  [[nodiscard]] const std::byte* at(const Extent& section) const noexcept { return bytes_.data() + section.at; }
  [[nodiscard]] bool locate_group(Probe& probe) const noexcept;
  [[nodiscard]] bool locate_block(Probe& probe) const noexcept;
  [[nodiscard]] bool place_of(std::uint64_t group, std::uint64_t block, std::uint64_t group_key,
                              BlockPlace& out) const noexcept;
  // Reads the block's gaps up to the first key at or above `until`: their keys and repeats.
  [[nodiscard]] bool read_gaps(const BlockPlace& place, std::uint64_t until, Gaps& out) const noexcept;
  template <bool kKeep>
  [[nodiscard]] bool walk(const BlockPlace& place, std::uint64_t until, Gaps& out) const noexcept;
  [[nodiscard]] bool search_bmi2(const BlockPlace& place, std::uint64_t until, Gaps& out) const noexcept;
  [[nodiscard]] bool search_portable(const BlockPlace& place, std::uint64_t until, Gaps& out) const noexcept;
  [[nodiscard]] bool read_value(ValueReader& reader, std::uint32_t& value) const noexcept;
  [[nodiscard]] bool read_counts(ValueReader& reader, std::span<std::uint64_t> counts) const noexcept;
  [[nodiscard]] bool read_counted(ValueReader& reader, Repeat repeat, CountedValues& values, std::uint16_t& label,
                                  std::span<const std::uint16_t>& lists) const noexcept;
  // False when there is no such value.
  [[nodiscard]] bool value_at(std::uint32_t value, std::uint16_t& label,
                              std::span<const std::uint16_t>& lists) const noexcept;
  [[nodiscard]] Status find(const Probe& probe, std::vector<Hit>& out) const;

  std::span<const std::byte> bytes_;
  const SegmentPages& pages_;
  std::size_t lists_;
  std::size_t labels_;
  SpaceHeader header_{};
  std::vector<std::uint32_t> gap_table_;    // kGapContexts tables of GapEntry
  std::vector<std::uint16_t> value_table_;  // symbol << 4 | length
};

}  // namespace bycatch
