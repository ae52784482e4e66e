// Reads the gaps of a block: a search from both of its ends at once, and one half from end to end.
//
// Threads: const members may run on any number of threads at once.
// Trust:   the stream may be hostile. Reads stay within its bits and the padding behind them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "block_place.h"
#include "gap_code.h"
#include "segment_layout.h"

namespace bycatch {

// The gaps of one half, as far as they were read.
struct HalfGaps {
  std::uint32_t count = 0;
  std::uint64_t bit = 0;                                // behind the last of them
  std::array<std::uint8_t, kMaxBlockKeys / 2> repeats;  // Repeat of each gap's key

  // Which value the last key has: the n-th that the half tells of its own, or 0: the block's first.
  [[nodiscard]] std::uint32_t told() const noexcept;
};

class BlockGaps {
 public:
  struct Found {
    bool is_there = false;
    bool is_upper = false;
    HalfGaps lower;
    HalfGaps upper;
  };

  // `lengths` of the codes: kGapContexts * kGapSymbols. False when these are no codes.
  [[nodiscard]] bool make_tables(std::span<const std::uint8_t> lengths);

  // Looks for `key`, which is from first_key on and below next_key. False when the block is not what a writer writes.
  [[nodiscard]] bool search(const std::byte* stream, const BlockPlace& place, std::uint64_t key,
                            Found& out) const noexcept;
  // The same without the processor's newer instructions.
  [[nodiscard]] bool search_portable(const std::byte* stream, const BlockPlace& place, std::uint64_t key,
                                     Found& out) const noexcept;

  // Reads a half whole: its keys, in the order in which they are coded.
  [[nodiscard]] bool read_lower(const std::byte* stream, const BlockPlace& place, std::span<std::uint64_t> keys,
                                HalfGaps& out) const noexcept;
  [[nodiscard]] bool read_upper(const std::byte* stream, const BlockPlace& place, std::span<std::uint64_t> keys,
                                HalfGaps& out) const noexcept;

 private:
  struct Walk;
  template <bool kDown>
  [[nodiscard]] static bool take(const std::byte* stream, std::uint32_t entry, std::uint64_t bits, Walk& walk,
                                 std::uint8_t& repeat) noexcept;
  template <bool kDown>
  [[nodiscard]] bool read(const std::byte* stream, Walk walk, std::span<std::uint64_t> keys,
                          HalfGaps& out) const noexcept;
  [[nodiscard]] bool search_here(const std::byte* stream, const BlockPlace& place, std::uint64_t key,
                                 Found& out) const noexcept;
  [[nodiscard]] bool search_bmi2(const std::byte* stream, const BlockPlace& place, std::uint64_t key,
                                 Found& out) const noexcept;

  std::vector<std::uint32_t> table_;  // kGapContexts tables of GapEntry
};

}  // namespace bycatch
