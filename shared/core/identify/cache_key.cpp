#include "cache_key.h"

#include <cstdint>

#include "ascii.h"
#include "id_form.h"

namespace bycatch {
namespace {

// Base64 (RFC 4648 section 4, padding optional) of nothing but digits.
std::optional<std::string> decode_digits(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string digits;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const auto value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    const char digit = static_cast<char>(bits >> held & 0xff);
    if (!is_digit(digit)) return std::nullopt;
    digits.push_back(digit);
  }
  return digits;
}

}  // namespace

std::optional<std::string> media_of_cache_key(std::string_view key) {
  auto digits = decode_digits(key.substr(0, key.find('.')));
  if (!digits) return std::nullopt;
  // Ids that hold a time have 17 digits from their second week on; shorter digits are something else.
  const auto size = digits->size();
  const bool alone = size >= 17 && size <= 19;
  const bool followed = size >= 34 && size <= 36;
  if (!alone && !followed) return std::nullopt;
  if (followed) digits->resize(19);
  if (!is_instagram_pk(*digits)) return std::nullopt;
  return digits;
}

}  // namespace bycatch
