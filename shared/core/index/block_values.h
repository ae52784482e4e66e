// Reads the values of a half block, and their counts: from its end towards its gaps.
//
// Threads: const members may run on any number of threads at once.
// Trust:   the stream may be hostile. Reads stay within its bits and what lies around them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "bit_stream.h"
#include "gap_code.h"

namespace bycatch {

class BlockValues {
 public:
  // Where a reader stands.
  struct Place {
    std::uint64_t bit;    // below it lies what comes next
    std::uint64_t floor;  // where the gaps end
  };

  // False when the lengths are those of no code.
  [[nodiscard]] bool make_table(std::span<const std::uint8_t> lengths, unsigned limit);

  // The next value that is told. False when there is none.
  [[nodiscard]] bool next(const std::byte* stream, Place& place, std::uint32_t& value) const noexcept;
  [[nodiscard]] static bool next_counts(const std::byte* stream, Place& place,
                                        std::span<std::uint64_t> counts) noexcept;

 private:
  unsigned limit_ = 0;
  std::vector<std::uint16_t> table_;  // symbol << 4 | length
};

}  // namespace bycatch
