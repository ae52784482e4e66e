#include "identify.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ascii.h"
#include "flickr_static_url.h"
#include "flickr_url.h"
#include "identifier_list.h"
#include "instagram_cdn_url.h"
#include "instagram_url.h"
#include "url_parts.h"

namespace bycatch {
namespace {

void identify_on(std::string_view host, const UrlParts& url, IdentifierList& out) {
  PathSegments path;
  if (!path.read(url.path)) return;
  if (is_instagram_cdn_host(host)) {
    identify_instagram_cdn(host, path, url.query, out);
  } else if (const auto flickr_static = flickr_static_host(host)) {
    identify_flickr_static(*flickr_static, path, url.fragment, out);
  } else if (is_flickr_page_host(host)) {
    identify_flickr_page(path, url.query, out);
  } else if (is_instagram_page_host(host)) {
    identify_instagram_page(path, url.query, out);
  } else if (is_flickr_short_host(host)) {
    identify_flickr_short(path, out);
  } else if (is_instagram_preview_host(host)) {
    identify_instagram_preview(path, url.query, out);
  }
}

}  // namespace

std::vector<Identifier> identify(std::string_view url) {
  std::string scratch;
  const auto parts = split_url(url, scratch);
  if (!parts || parts->has_user || !has_default_port(*parts)) return {};
  std::array<char, 64> host;  // longer than any host that is known
  if (parts->host.size() > host.size()) return {};
  const auto end = std::transform(parts->host.begin(), parts->host.end(), host.begin(), to_lower);
  IdentifierList found;
  identify_on({host.begin(), end}, *parts, found);
  return std::move(found).take();
}

}  // namespace bycatch
