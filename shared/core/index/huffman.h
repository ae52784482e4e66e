// Canonical, length-limited Huffman codes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bycatch {

// The shortest code lengths of at most `limit` bits for symbols of these frequencies; 0 for a symbol that does not
// occur. Ties go to the lower symbol, so that equal input gives equal bytes everywhere. A lone symbol gets one bit.
// Requires: at most 2^limit symbols occur; limit <= 15.
[[nodiscard]] std::vector<std::uint8_t> huffman_lengths(std::span<const std::uint64_t> frequencies, unsigned limit);

// Which bit of a code stands first in the stream, and so lowest or highest in what is read from there.
enum class FirstBit : std::uint8_t { lowest, highest };

[[nodiscard]] std::vector<std::uint16_t> huffman_codes(std::span<const std::uint8_t> lengths, FirstBit first);

// For each value of the next `limit` bits, the symbol and the length of its code: symbol << 4 | length. Bits that begin
// no code, which is possible only when one symbol or none occurs, give 0. Nothing when the lengths are hostile: over
// `limit`, over-subscribed, or with gaps though more than one symbol occurs.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> huffman_table(std::span<const std::uint8_t> lengths,
                                                                      unsigned limit, FirstBit first);

}  // namespace bycatch
