// The fingerprint of a picture: PDQ, 256 bits. https://github.com/facebook/ThreatExchange/tree/main/pdq
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bycatch {

inline constexpr int kImprintBits = 256;

struct Imprint {
  // Most significant first: words[0] is the first 16 digits of the text, and imprints sort as their texts do.
  std::array<std::uint64_t, 4> words{};

  auto operator<=>(const Imprint&) const = default;
};

// Hamming distance, 0 to 256. Pictures of the same photo are 31 or less apart, others 100 or more.
[[nodiscard]] inline int distance(const Imprint& a, const Imprint& b) noexcept {
  int bits = 0;
  for (std::size_t i = 0; i < a.words.size(); ++i) bits += std::popcount(a.words[i] ^ b.words[i]);
  return bits;
}

// 64 lower-case hexadecimal digits, as ThreatExchange prints them.
[[nodiscard]] std::string to_text(const Imprint& imprint);

// Reads 64 hexadecimal digits of either case and nothing else.
[[nodiscard]] std::optional<Imprint> parse_imprint(std::string_view text) noexcept;

}  // namespace bycatch
