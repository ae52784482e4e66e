#include "imprint.h"

#include <charconv>
#include <system_error>

namespace bycatch {
namespace {

constexpr std::size_t kDigits = 16;  // in one word

}  // namespace

std::string to_text(const Imprint& imprint) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t word : imprint.words) {
    for (int shift = 60; shift >= 0; shift -= 4) text += kHex[(word >> shift) & 15U];
  }
  return text;
}

std::optional<Imprint> parse_imprint(std::string_view text) noexcept {
  if (text.size() != 4 * kDigits) return std::nullopt;
  Imprint imprint;
  for (std::size_t i = 0; i < imprint.words.size(); ++i) {
    const char* begin = text.data() + i * kDigits;
    const auto [end, error] = std::from_chars(begin, begin + kDigits, imprint.words[i], 16);
    // An unsigned from_chars takes no sign and no blank, so all digits read means all are hexadecimal.
    if (error != std::errc{} || end != begin + kDigits) return std::nullopt;
  }
  return imprint;
}

}  // namespace bycatch
