#include "instagram_url.h"

#include "ascii.h"
#include "hashtag.h"
#include "id_form.h"
#include "shortcode.h"

namespace bycatch {
namespace {

bool is_post_word(std::string_view segment) noexcept {
  return is_one_of(segment, {"p", "reel", "reels", "tv"});
}

// First segments that are the site's own, not a user's name.
bool is_reserved(std::string_view segment) noexcept {
  return is_post_word(segment) || segment.starts_with("rupload_") ||
         is_one_of(segment,
                   {"explore", "stories", "direct", "accounts", "create", "challenge", "notifications", "popular", "s",
                    "share", "about", "legal", "developer", "graphql", "api", "web", "static"});
}

bool is_user(std::string_view segment) {
  return is_instagram_user_name(segment) && !is_reserved(lower_case(segment));  // names have no letter case
}

bool is_account_tab(std::string_view segment) noexcept {
  return is_one_of(segment, {"", "reels", "tagged", "saved", "followers", "following", "embed"});
}

void add_media(std::string_view pk, IdentifierList& out) {
  if (is_instagram_pk(pk)) out.add(Platform::instagram, IdentifierKind::media, std::string(pk));
}

void add_media_of_code(std::string_view code, IdentifierList& out) {
  if (const auto pk = decode_shortcode(code)) add_media(std::to_string(*pk), out);
}

// `{pk}`, or `{pk}_{the user's pk}`.
void add_media_of_parameter(std::string_view query, std::string_view name, IdentifierList& out) {
  const auto value = query_value(query, name);
  if (!value) return;
  const std::string_view id = *value;
  const auto pk = id.substr(0, id.find('_'));
  if (pk.size() == id.size() || is_instagram_pk(id.substr(pk.size() + 1))) add_media(pk, out);
}

void add_tag(std::string tag, IdentifierList& out) {
  out.add(Platform::instagram, IdentifierKind::tag, std::move(tag));
}

// /{post word}/{code}/..., where the post word is segment `at`.
void identify_post(const PathSegments& path, std::size_t at, IdentifierList& out) {
  const bool is_sound = path[at] == "reels" && path[at + 1] == "audio";
  if (!is_sound) add_media_of_code(path[at + 1], out);
}

// A tag's page, and the search that it leads to when the words are one hashtag.
void identify_explore(const PathSegments& path, std::string_view query, IdentifierList& out) {
  if (path[1] == "tags") return add_tag(normalise_tag(Platform::instagram, path[2]), out);
  if (path[1] != "search" || path[2] != "keyword") return;
  const auto words = query_value(query, "q");
  if (!words) return;
  auto found = find_hashtags(Platform::instagram, *words);
  if (found.size() == 1 && found[0].size == words->size()) add_tag(std::move(found[0].tag), out);
}

// A story's page. A highlight's id names a collection; only the parameter names one story of it.
void identify_story(const PathSegments& path, std::string_view query, IdentifierList& out) {
  if (path[0] == "s" || path[1] == "highlights") return add_media_of_parameter(query, "story_media_id", out);
  if (is_user(path[1])) add_media(path[2], out);
}

void identify_user(const PathSegments& path, IdentifierList& out) {
  if (is_post_word(path[1]) && path.size() > 2) return identify_post(path, 1, out);
  if (is_account_tab(path[1])) out.add(Platform::instagram, IdentifierKind::account, lower_case(path[0]));
}

}  // namespace

bool is_instagram_page_host(std::string_view lower_host) noexcept {
  return is_one_of(lower_host, {"www.instagram.com", "instagram.com", "instagr.am", "www.instagr.am"});
}

void identify_instagram_page(const PathSegments& path, std::string_view query, IdentifierList& out) {
  if (is_post_word(path[0])) {
    identify_post(path, 0, out);
  } else if (path[0] == "stories" || path[0] == "s") {
    identify_story(path, query, out);
  } else if (path[0] == "explore") {
    identify_explore(path, query, out);
  } else if (is_user(path[0])) {
    identify_user(path, out);
  }
}

bool is_instagram_preview_host(std::string_view lower_host) noexcept {
  return lower_host == "lookaside.instagram.com";
}

void identify_instagram_preview(const PathSegments& path, std::string_view query, IdentifierList& out) {
  if (path.size() == 3 && path[0] == "seo" && path[1] == "google_widget" && path[2] == "crawler") {
    add_media_of_parameter(query, "media_id", out);
  }
}

}  // namespace bycatch
