#include "base58.h"

namespace bycatch {

std::optional<std::uint64_t> decode_base58(std::string_view code) noexcept {
  // Flickr's order: lower case before upper case, other than Bitcoin's.
  constexpr std::string_view kAlphabet = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
  static_assert(kAlphabet.size() == 58);
  if (code.empty() || code.size() > 10 || code.front() == kAlphabet.front()) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : code) {
    const auto digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    number = number * kAlphabet.size() + digit;
  }
  return number;
}

}  // namespace bycatch
