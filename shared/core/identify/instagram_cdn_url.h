// Instagram's image servers. Host, folders, size and signature of an address change while the picture stays; its file
// name (the asset) and, where the address has one, the media in `ig_cache_key` do not.
#pragma once

#include <string_view>

#include "identifier_list.h"
#include "url_parts.h"

namespace bycatch {

[[nodiscard]] bool is_instagram_cdn_host(std::string_view lower_host) noexcept;

void identify_instagram_cdn(std::string_view lower_host, const PathSegments& path, std::string_view query,
                            IdentifierList& out);

}  // namespace bycatch
