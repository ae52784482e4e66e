// Pages of flickr.com and the short addresses of flic.kr.
#pragma once

#include <string_view>

#include "identifier_list.h"
#include "url_parts.h"

namespace bycatch {

[[nodiscard]] bool is_flickr_page_host(std::string_view lower_host) noexcept;
void identify_flickr_page(const PathSegments& path, std::string_view query, IdentifierList& out);

[[nodiscard]] bool is_flickr_short_host(std::string_view lower_host) noexcept;
void identify_flickr_short(const PathSegments& path, IdentifierList& out);

}  // namespace bycatch
