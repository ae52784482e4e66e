// Pages of instagram.com.
#pragma once

#include <string_view>

#include "identifier_list.h"
#include "url_parts.h"

namespace bycatch {

[[nodiscard]] bool is_instagram_page_host(std::string_view lower_host) noexcept;
void identify_instagram_page(const PathSegments& path, std::string_view query, IdentifierList& out);

// lookaside.instagram.com, from which search engines take previews.
[[nodiscard]] bool is_instagram_preview_host(std::string_view lower_host) noexcept;
void identify_instagram_preview(const PathSegments& path, std::string_view query, IdentifierList& out);

}  // namespace bycatch
