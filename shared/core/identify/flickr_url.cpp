#include "flickr_url.h"

#include <algorithm>

#include "ascii.h"
#include "base58.h"
#include "hashtag.h"
#include "id_form.h"

namespace bycatch {
namespace {

// Where a user's name could stand but does not.
bool is_no_owner(std::string_view segment) noexcept {
  return segment.empty() || is_one_of(segment, {"tags", "upload", "me", "friends", "organize"});
}

void add_photo(std::string_view id, IdentifierList& out) {
  if (is_flickr_photo_id(id)) out.add(Platform::flickr, IdentifierKind::photo, std::string(id));
}

void add_photo_of_code(std::string_view code, IdentifierList& out) {
  if (const auto id = decode_base58(code)) add_photo(std::to_string(*id), out);
}

void add_account(std::string_view owner, IdentifierList& out) {
  if (is_no_owner(owner)) return;
  if (auto nsid = flickr_nsid(owner)) {
    out.add(Platform::flickr, IdentifierKind::account, std::move(*nsid));
  } else if (is_flickr_alias(owner)) {
    out.add(Platform::flickr, IdentifierKind::account, std::string(owner));
  }
}

void add_tag(std::string_view tag, IdentifierList& out) {
  out.add(Platform::flickr, IdentifierKind::tag, normalise_tag(Platform::flickr, tag));
}

template <class Add>
void for_each_item(std::string_view list, Add add) {
  while (!list.empty()) {
    const auto item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    add(item);
  }
}

// /photos/upload/edit/?ids=1,2,3, where an upload ends.
void identify_uploaded(const PathSegments& path, std::string_view query, IdentifierList& out) {
  if (path[2] != "edit") return;
  if (const auto ids = query_value(query, "ids")) for_each_item(*ids, [&out](auto id) { add_photo(id, out); });
}

bool is_account_page(std::string_view segment) noexcept {
  if (segment.starts_with("page") && all_digits(segment.substr(4))) return true;
  return is_one_of(segment, {"albums", "sets", "galleries", "favorites", "archives", "map", "stats", "tags"});
}

// /photos/{owner}/...  The owner of a photo's page is not looked at: Flickr leads any owner to the id's photo.
void identify_owned(const PathSegments& path, IdentifierList& out) {
  const auto third = path[2], fourth = path[3];
  if (is_flickr_photo_id(third)) {
    add_photo(third, out);
  } else if (third == "with") {
    add_photo(fourth, out);
  } else if (third == "tags" && !fourth.empty()) {
    add_tag(fourth, out);
  } else if (is_one_of(third, {"albums", "sets", "galleries"}) && !fourth.empty()) {
    // A collection names no photo, unless it is open at one. (`albums/with/{id}` carries the album's id.)
    if (third != "galleries" && all_digits(fourth) && path[4] == "with") add_photo(path[5], out);
  } else if (third.empty() || is_account_page(third)) {
    add_account(path[1], out);
  }
}

void identify_photos(const PathSegments& path, std::string_view query, IdentifierList& out) {
  if (path[1] == "tags") {
    add_tag(path[2], out);
  } else if (path[1] == "upload") {
    identify_uploaded(path, query, out);
  } else if (!is_no_owner(path[1])) {
    identify_owned(path, out);
  }
}

// /search/?tags=a,b; a leading hyphen excludes a tag.
void identify_search(std::string_view query, IdentifierList& out) {
  const auto add = [&out](std::string_view tag) {
    if (!tag.starts_with('-')) add_tag(tag, out);
  };
  if (const auto tags = query_value(query, "tags")) for_each_item(*tags, add);
}

// Addresses that carry the photo in the query, as all did once.
void identify_by_query(const PathSegments& path, std::string_view query, IdentifierList& out) {
  const bool is_player = path.size() == 3 && path[0] == "apps" && path[1] == "video" && path[2] == "stewart.swf";
  const bool is_page = path.size() == 1 && is_one_of(path[0], {"photo.gne", "photo_zoom.gne", "photo_exif.gne",
                                                               "photo_edit.gne", "video_download.gne"});
  if (!is_player && !is_page) return;
  if (const auto id = query_value(query, is_player ? "photo_id" : "id")) {
    add_photo(*id, out);
  } else if (const auto code = query_value(query, "short"); code && path[0] == "photo.gne") {
    add_photo_of_code(*code, out);
  }
}

}  // namespace

bool is_flickr_page_host(std::string_view lower_host) noexcept {
  return is_one_of(lower_host, {"www.flickr.com", "flickr.com", "m.flickr.com", "secure.flickr.com"});
}

void identify_flickr_page(const PathSegments& path, std::string_view query, IdentifierList& out) {
  if (path[0] == "photos") {
    identify_photos(path, query, out);
  } else if (path[0] == "photo") {
    if (!is_no_owner(path[1])) add_photo(path[2], out);
  } else if (path[0] == "people") {
    add_account(path[1], out);
  } else if (path[0] == "search" && path.size() == 1) {
    identify_search(query, out);
  } else {
    identify_by_query(path, query, out);
  }
}

bool is_flickr_short_host(std::string_view lower_host) noexcept {
  return lower_host == "flic.kr" || lower_host == "www.flic.kr";
}

// Albums (/s), galleries (/y), people (/ps) and guest passes cannot be told from here without asking Flickr.
void identify_flickr_short(const PathSegments& path, IdentifierList& out) {
  if (path.size() == 2 && path[0] == "p") add_photo_of_code(path[1], out);
}

}  // namespace bycatch
