#include "identify_properties.h"

#include <algorithm>
#include <vector>

#include "hashtag.h"
#include "id_form.h"
#include "identify.h"
#include "url_parts.h"

namespace bycatch {
namespace {

// Exactly sized, so that a read past the end is a read past an allocation.
std::vector<char> exact_copy(std::string_view text) {
  return {text.begin(), text.end()};
}
std::string_view view(const std::vector<char>& bytes) {
  return {bytes.data(), bytes.size()};
}

std::string escape(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    escaped += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return escaped;
}

std::string shortcode_of(const std::string& pk) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string code;
  for (auto rest = std::stoull(pk); rest != 0; rest /= 64) code.push_back(kAlphabet[rest % 64]);
  std::reverse(code.begin(), code.end());
  return code;
}

std::string address_of(const Identifier& found) {
  const bool is_flickr = found.platform == Platform::flickr;
  const std::string site = is_flickr ? "https://www.flickr.com/" : "https://www.instagram.com/";
  switch (found.kind) {
    case IdentifierKind::photo:
      return site + "photo.gne?id=" + found.id;
    case IdentifierKind::account:
      return site + (is_flickr ? "people/" : "") + escape(found.id);
    case IdentifierKind::tag:
      return site + (is_flickr ? "photos/tags/" : "explore/tags/") + escape(found.id);
    case IdentifierKind::media:
      return site + "p/" + shortcode_of(found.id) + "/";
    case IdentifierKind::asset:
      return "https://scontent.cdninstagram.com/v/t51.2885-15/" + found.id + "_n.jpg";
    case IdentifierKind::url:
    case IdentifierKind::imprint:
      break;
  }
  return {};
}

bool has_form_of_its_kind(const Identifier& found) {
  const bool is_flickr = found.platform == Platform::flickr;
  switch (found.kind) {
    case IdentifierKind::photo:
      return is_flickr && is_flickr_photo_id(found.id);
    case IdentifierKind::account:
      return is_flickr ? flickr_nsid(found.id) == found.id || is_flickr_alias(found.id)
                       : is_instagram_user_name(found.id);
    case IdentifierKind::tag:
      return found.platform != Platform::web && normalise_tag(found.platform, found.id) == found.id;
    case IdentifierKind::media:
      return found.platform == Platform::instagram && is_instagram_pk(found.id);
    case IdentifierKind::asset:
      return found.platform == Platform::instagram && is_instagram_asset(found.id);
    case IdentifierKind::url:
    case IdentifierKind::imprint:
      break;
  }
  return false;
}

std::string broken_by_tag(Platform platform, std::string_view text) {
  const auto form = normalise_tag(platform, text);
  if (form.size() > kMaxTagBytes) return "a normal form is longer than a tag may be";
  if (normalise_tag(platform, form) != form) return "the normal form of a normal form is another";
  return {};
}

std::string broken_by_caption(Platform platform, std::string_view text) {
  std::size_t end = 0;
  for (const auto& found : find_hashtags(platform, text)) {
    if (found.offset < end || found.size < 2 || found.offset > text.size()) return "a hashtag starts out of order";
    end = found.offset + found.size;
    if (end > std::min(text.size(), kMaxCaptionBytes)) return "a hashtag ends past the text";
    if (found.tag.empty()) return "a hashtag has no tag";
    if (found.tag != normalise_tag(platform, text.substr(found.offset, found.size)))
      return "a hashtag's tag is not the normal form of its slice";
  }
  return {};
}

}  // namespace

std::string broken_by_url(std::string_view url) {
  const auto bytes = exact_copy(url);
  const auto identifiers = identify(view(bytes));
  if (identifiers.size() > kMaxIdentifiers) return "too many identifiers";
  for (const auto& found : identifiers) {
    if (!has_form_of_its_kind(found)) return "an id is not of its kind's form";
    if (identify(address_of(found)) != std::vector{found}) return "an identifier's own address names something else";
  }
  const auto web = identify_web_url(view(bytes));
  if (!web) return {};
  if (web->platform != Platform::web || web->kind != IdentifierKind::url) return "a web address is of another kind";
  if (web->id.size() > kMaxUrlBytes) return "a normal address is too long";
  if (identify_web_url(web->id) != web) return "the normal form of a normal address is another";
  return {};
}

std::string broken_by_text(std::string_view text) {
  const auto bytes = exact_copy(text);
  for (const auto platform : {Platform::flickr, Platform::instagram, Platform::web}) {
    if (auto broken = broken_by_tag(platform, view(bytes)); !broken.empty()) return broken;
    if (auto broken = broken_by_caption(platform, view(bytes)); !broken.empty()) return broken;
  }
  return {};
}

}  // namespace bycatch
