#include "flickr_static_url.h"

#include <algorithm>

#include "ascii.h"
#include "id_form.h"

namespace bycatch {
namespace {

constexpr bool is_hex(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'f');
}

bool is_secret(std::string_view text) noexcept {
  return !text.empty() && std::ranges::all_of(text, is_hex);
}

bool is_number_of(std::string_view text, std::size_t max_digits) noexcept {
  return text.size() <= max_digits && all_digits(text);
}

// `_b`, `_3k`, `_o_d`, or nothing: which rendering of the photo a file is.
bool is_rendering(std::string_view text) noexcept {
  const auto fits = [](char c) { return c == '_' || is_lower(c) || is_digit(c); };
  return text.empty() || (text.front() == '_' && std::ranges::all_of(text, fits));
}

bool is_extension(std::string_view text) noexcept {
  return text.size() >= 3 && text.size() <= 4 && std::ranges::all_of(text, is_lower);
}

// {id}_{secret}[_{rendering}].{extension}; the secret differs between renderings and is no part of the photo's name.
void identify_file(std::string_view file, IdentifierList& out) {
  const auto dot = file.find('.');
  const auto name = file.substr(0, dot);
  const auto id = name.substr(0, name.find('_'));
  if (dot == std::string_view::npos || id.size() == name.size() || !is_extension(file.substr(dot + 1))) return;
  const auto tail = name.substr(id.size() + 1);
  const auto secret = tail.substr(0, tail.find('_'));
  if (!is_flickr_photo_id(id) || !is_secret(secret) || !is_rendering(tail.substr(secret.size()))) return;
  out.add(Platform::flickr, IdentifierKind::photo, std::string(id));
}

// {nsid}[_{rendering}].jpg
void identify_picture_of_account(std::string_view file, IdentifierList& out) {
  const auto end = std::min(file.find_first_of("_."), file.size());
  if (auto nsid = flickr_nsid(file.substr(0, end))) {
    out.add(Platform::flickr, IdentifierKind::account, std::move(*nsid));
  }
}

// Path without the numbers of farm and server that stand first.
void identify_served(const PathSegments& path, std::size_t numbers, IdentifierList& out) {
  for (std::size_t i = 0; i < numbers; ++i) {
    if (!is_number_of(path[i], 6)) return;
  }
  const auto first = path[numbers], second = path[numbers + 1];
  if (path.size() == numbers + 1) {
    identify_file(first, out);
  } else if (path.size() == numbers + 2 && (first == "buddyicons" || first == "coverphoto")) {
    identify_picture_of_account(second, out);
  }
}

// /pw/images/buddyicon00_m.png#{nsid}: everybody's picture, but the page says whose it stands for.
void identify_default_icon(const PathSegments& path, std::string_view fragment, IdentifierList& out) {
  if (path.size() != 3 || path[0] != "pw" || path[1] != "images" || !path[2].starts_with("buddyicon")) return;
  if (auto nsid = flickr_nsid(fragment)) out.add(Platform::flickr, IdentifierKind::account, std::move(*nsid));
}

void identify_live(const PathSegments& path, IdentifierList& out) {
  if (path[0] != "video") return identify_served(path, 1, out);
  if (path.size() == 4 && is_flickr_photo_id(path[1]) && is_secret(path[2])) {
    out.add(Platform::flickr, IdentifierKind::photo, std::string(path[1]));
  }
}

// {word}{number}{tail}
bool is_numbered(std::string_view host, std::string_view word, std::string_view tail) noexcept {
  if (!host.starts_with(word) || !host.ends_with(tail) || host.size() < word.size() + tail.size()) return false;
  return is_number_of(host.substr(word.size(), host.size() - word.size() - tail.size()), 3);
}

}  // namespace

std::optional<FlickrStaticHost> flickr_static_host(std::string_view lower_host) noexcept {
  constexpr std::string_view kNew = ".staticflickr.com", kOld = ".static.flickr.com";
  if (lower_host == "live.staticflickr.com") return FlickrStaticHost::live;
  if (is_numbered(lower_host, "farm", kNew) || is_numbered(lower_host, "farm", kOld)) return FlickrStaticHost::farm;
  if (lower_host == "static.flickr.com") return FlickrStaticHost::farm;
  if (is_numbered(lower_host, "c", kNew)) return FlickrStaticHost::mirror;
  if (is_numbered(lower_host, "photos", ".flickr.com")) return FlickrStaticHost::original;
  if (lower_host == "combo.staticflickr.com") return FlickrStaticHost::combo;
  return std::nullopt;
}

void identify_flickr_static(FlickrStaticHost host, const PathSegments& path, std::string_view fragment,
                            IdentifierList& out) {
  switch (host) {
    case FlickrStaticHost::live:
      return identify_live(path, out);
    case FlickrStaticHost::farm:
      return identify_served(path, 1, out);
    case FlickrStaticHost::mirror:
      return identify_served(path, 2, out);
    case FlickrStaticHost::original:
      return identify_served(path, 0, out);
    case FlickrStaticHost::combo:
      return identify_default_icon(path, fragment, out);
  }
}

}  // namespace bycatch
