#include "tag_characters.h"

#include <utf8proc.h>

namespace bycatch {
namespace {

bool in_categories(CodePoint c, utf8proc_category_t first, utf8proc_category_t last) noexcept {
  const auto category = utf8proc_category(c);
  return c != kInvalid && category >= first && category <= last;
}

}  // namespace

CodePoint take_code_point(std::string_view& text) noexcept {
  CodePoint c = kInvalid;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &c);
  text.remove_prefix(size > 0 ? static_cast<std::size_t>(size) : 1);
  return size > 0 ? c : kInvalid;
}

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    if (take_code_point(text) == kInvalid) return false;
  }
  return true;
}

bool is_letter_or_number(CodePoint c) noexcept {
  return in_categories(c, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO) ||
         in_categories(c, UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NO);
}

bool is_tag_word(CodePoint c) noexcept {
  return in_categories(c, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_NO) || c == U'_' || c == 0xff3f;
}

bool is_emoji(CodePoint c) noexcept {
  const bool is_skin_tone = c >= 0x1f3fb && c <= 0x1f3ff;
  return is_skin_tone || (c >= 0x2190 && in_categories(c, UTF8PROC_CATEGORY_SO, UTF8PROC_CATEGORY_SO));
}

bool is_joiner(CodePoint c) noexcept {
  constexpr CodePoint kNonJoiner = 0x200c, kJoiner = 0x200d;
  const bool is_flag_letter = c >= 0xe0020 && c <= 0xe007f;
  return c == kNonJoiner || c == kJoiner || is_flag_letter;
}

bool is_around_tag(CodePoint c) noexcept {
  return in_categories(c, UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_CF);
}

bool is_hash_sign(CodePoint c) noexcept {
  return c == U'#' || c == 0xff03;
}

}  // namespace bycatch
