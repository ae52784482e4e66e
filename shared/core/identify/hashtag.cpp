#include "hashtag.h"

#include "tag_characters.h"

namespace bycatch {
namespace {

// How many bytes at the front of `text` are the body of a hashtag.
std::size_t body_size(std::string_view text) noexcept {
  constexpr CodePoint kEmojiStyle = 0xfe0f, kKeycap = 0x20e3;
  auto rest = text;
  if (rest.empty()) return 0;
  const auto first = take_code_point(rest);
  if (first == kEmojiStyle || first == kKeycap) return 0;  // the # is itself a picture: the keycap
  // Tools that collect by tag read letters, digits and underscores, so that "#facemask😷" is a facemask to them.
  const bool takes_emoji = is_emoji(first);
  for (rest = text; !rest.empty();) {
    auto after = rest;
    const auto c = take_code_point(after);
    if (!is_tag_word(c) && !is_joiner(c) && !(takes_emoji && is_emoji(c))) break;
    rest = after;
  }
  return text.size() - rest.size();
}

}  // namespace

std::vector<FoundTag> find_hashtags(Platform platform, std::string_view text) {
  const bool is_cut = text.size() > kMaxCaptionBytes;
  text = text.substr(0, kMaxCaptionBytes);
  std::vector<FoundTag> found;
  CodePoint before = kInvalid;
  for (auto rest = text; !rest.empty();) {
    const auto offset = text.size() - rest.size();
    const auto c = take_code_point(rest);
    const bool begins_tag = is_hash_sign(c) && before != U'&';  // `&#39;` is a character
    before = c;
    if (!begins_tag) continue;
    const auto size = body_size(rest);
    rest.remove_prefix(size);
    if (is_cut && rest.empty()) break;
    const auto slice = text.substr(offset, text.size() - rest.size() - offset);
    auto tag = normalise_tag(platform, slice);
    if (!tag.empty()) found.push_back({offset, slice.size(), std::move(tag)});
  }
  return found;
}

}  // namespace bycatch
