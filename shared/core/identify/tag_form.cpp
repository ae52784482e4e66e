#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "ascii.h"
#include "hashtag.h"
#include "tag_characters.h"

namespace bycatch {
namespace {

void append(std::string& text, CodePoint c) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(c, bytes);
  text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

// Empty when `text` is not UTF-8 or memory is out.
std::string unicode_form(std::string_view text, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): flags are or-ed
  const auto flags = static_cast<utf8proc_option_t>(options);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped, flags);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size <= 0) return {};
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

// Applies `step` until it changes nothing: what one round removes can let its neighbours compose in the next.
template <class Step>
std::string until_settled(std::string text, Step step) {
  constexpr int kMaxRounds = 4;  // two were the most seen to change anything
  for (int round = 0; round < kMaxRounds; ++round) {
    std::string next = step(text);
    if (next == text) break;
    text = std::move(next);
  }
  return text;
}

std::string_view without_surroundings(std::string_view tag) noexcept {
  const auto drop_front = [&tag](auto is_dropped) {
    for (auto rest = tag; !rest.empty() && is_dropped(take_code_point(rest));) tag = rest;
  };
  drop_front(is_around_tag);
  drop_front(is_hash_sign);
  auto end = tag.size();
  for (auto rest = tag; !rest.empty();) {
    const auto c = take_code_point(rest);
    if (!is_around_tag(c)) end = tag.size() - rest.size();
  }
  return tag.substr(0, tag.empty() ? 0 : end);
}

std::string flickr_round(std::string_view text) {
  constexpr CodePoint kSectionSign = 0xa7, kPlusMinus = 0xb1, kFinalSigma = 0x3c2, kSigma = 0x3c3;
  const std::string composed = unicode_form(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  std::string form;
  for (std::string_view rest = composed; !rest.empty();) {
    const auto c = utf8proc_tolower(take_code_point(rest));
    if (is_letter_or_number(c) || c == kSectionSign || c == kPlusMinus) append(form, c == kFinalSigma ? kSigma : c);
  }
  return form;
}

// Length of `namespace:predicate=` at the front; 0 when there is none.
std::size_t machine_prefix(std::string_view tag) noexcept {
  std::size_t at = 0;
  for (const char end : {':', '='}) {
    if (at == tag.size() || !is_letter(tag[at])) return 0;
    while (at < tag.size() && (is_letter(tag[at]) || is_digit(tag[at]) || tag[at] == '_')) ++at;
    if (at == tag.size() || tag[at] != end) return 0;
    ++at;
  }
  return at;
}

std::string flickr_form(std::string_view tag) {
  const auto prefix = machine_prefix(tag);
  auto value = until_settled(std::string(tag.substr(prefix)), flickr_round);
  if (prefix == 0) return value;
  // Without a value it is an ordinary tag.
  return value.empty() ? flickr_round(tag) : lower_case(tag.substr(0, prefix)) + value;
}

std::string instagram_round(std::string_view text) {
  constexpr int kFold = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
  const std::string folded = unicode_form(text, kFold);
  std::string form;
  for (std::string_view rest = folded; !rest.empty();) {
    // Some letters and numbers fall apart into more than letters and numbers (½ into 1⁄2).
    if (const auto c = take_code_point(rest); is_tag_word(c) || is_emoji(c)) append(form, c);
  }
  return form;
}

std::string instagram_form(std::string_view tag) {
  for (auto rest = tag; !rest.empty();) {
    const auto c = take_code_point(rest);
    if (!is_tag_word(c) && !is_emoji(c) && !is_joiner(c)) return {};
  }
  auto form = until_settled(std::string(tag), instagram_round);
  for (std::string_view rest = form; !rest.empty();) {
    if (const auto c = take_code_point(rest); is_letter_or_number(c) || is_emoji(c)) return form;
  }
  return {};
}

}  // namespace

std::string normalise_tag(Platform platform, std::string_view tag) {
  if (tag.size() > kMaxTagBytes) return {};
  tag = without_surroundings(tag);
  std::string form = platform == Platform::flickr ? flickr_form(tag) : instagram_form(tag);
  if (form.size() > kMaxTagBytes) form.clear();  // folding can lengthen a tag elevenfold
  return form;
}

}  // namespace bycatch
