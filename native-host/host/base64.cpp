#include "base64.h"

#include <array>

namespace bycatch {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNone = 64;

constexpr auto kValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNone);
  for (std::uint8_t digit = 0; digit < kNone; ++digit) values[static_cast<std::uint8_t>(kDigits[digit])] = digit;
  return values;
}();

}  // namespace

bool decode_base64(std::string_view text, std::span<std::uint8_t> out) noexcept {
  if (text.size() != (out.size() + 2) / 3 * 4) return false;
  for (std::size_t at = 0; at < out.size(); at += 3, text.remove_prefix(4)) {
    const std::size_t bytes = out.size() - at < 3 ? out.size() - at : 3;
    std::uint32_t bits = 0;
    for (std::size_t digit = 0; digit < 4; ++digit) {
      const bool is_padding = digit > bytes;
      const std::uint8_t value = is_padding ? 0 : kValues[static_cast<std::uint8_t>(text[digit])];
      if (value == kNone || (is_padding && text[digit] != '=')) return false;
      bits = bits << 6U | value;
    }
    // The bits behind the last byte are zero in the one right text.
    if ((bits & ~(~std::uint32_t{0} << (24 - 8 * bytes))) != 0) return false;
    for (std::size_t byte = 0; byte < bytes; ++byte) {
      out[at + byte] = static_cast<std::uint8_t>(bits >> (16 - 8 * byte));
    }
  }
  return true;
}

}  // namespace bycatch
