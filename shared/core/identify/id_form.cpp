#include "id_form.h"

#include "ascii.h"

namespace bycatch {
namespace {

bool is_number(std::string_view text, std::size_t min_digits, std::size_t max_digits) noexcept {
  return text.size() >= min_digits && text.size() <= max_digits && all_digits(text);
}

}  // namespace

bool is_flickr_photo_id(std::string_view id) noexcept {
  return is_number(id, 1, 13) && id.front() != '0';
}

std::optional<std::string> flickr_nsid(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || !is_number(text.substr(0, at), 5, 11)) return std::nullopt;
  const auto tail = text.substr(at + 1);
  if (tail.size() != 3 || to_lower(tail[0]) != 'n' || !all_digits(tail.substr(1))) return std::nullopt;
  std::string nsid(text);
  nsid[at + 1] = 'N';
  return nsid;
}

bool is_flickr_alias(std::string_view text) noexcept {
  const auto fits = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.'; };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

bool is_instagram_pk(std::string_view id) noexcept {
  constexpr std::string_view kMax = "9223372036854775807";
  return is_number(id, 1, kMax.size()) && id.front() != '0' && (id.size() < kMax.size() || id <= kMax);
}

bool is_instagram_asset(std::string_view id) noexcept {
  const auto first = id.find('_');
  const auto second = first == std::string_view::npos ? first : id.find('_', first + 1);
  return second != std::string_view::npos && is_number(id.substr(0, first), 6, 10) &&
         is_number(id.substr(first + 1, second - first - 1), 12, 20) && is_number(id.substr(second + 1), 8, 20);
}

bool is_instagram_user_name(std::string_view text) noexcept {
  const auto fits = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; };
  return !text.empty() && text.size() <= 30 && std::all_of(text.begin(), text.end(), fits);
}

}  // namespace bycatch
