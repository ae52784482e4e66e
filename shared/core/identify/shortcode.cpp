#include "shortcode.h"

#include "ascii.h"

namespace bycatch {
namespace {

constexpr std::optional<std::uint64_t> digit_of(char c) noexcept {
  if (is_upper(c)) return static_cast<std::uint64_t>(c - 'A');
  if (is_lower(c)) return static_cast<std::uint64_t>(c - 'a' + 26);
  if (is_digit(c)) return static_cast<std::uint64_t>(c - '0' + 52);
  if (c == '-') return 62;
  if (c == '_') return 63;
  return std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> decode_shortcode(std::string_view code) noexcept {
  constexpr std::size_t kLength = 11, kPrivateLength = 39;
  if (code.empty() || (code.size() > kLength && code.size() != kPrivateLength)) return std::nullopt;
  std::uint64_t pk = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const auto digit = digit_of(code[i]);
    if (!digit || (i == 0 && *digit == 0)) return std::nullopt;
    if (i >= kLength) continue;  // not part of the number, but of the code's form
    if (pk >> 57 != 0) return std::nullopt;
    pk = pk << 6 | *digit;
  }
  return pk;
}

}  // namespace bycatch
