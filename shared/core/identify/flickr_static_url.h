// Flickr's image servers: photos, posters and videos by photo id; icons and covers by account.
#pragma once

#include <optional>
#include <string_view>

#include "identifier_list.h"
#include "url_parts.h"

namespace bycatch {

enum class FlickrStaticHost {
  live,      // live.staticflickr.com/{server}/{file}, and /video/{id}/{secret}/{file}
  farm,      // farm{N}.staticflickr.com, farm{N}.static.flickr.com, static.flickr.com: /{server}/{file}
  mirror,    // c{1-8}.staticflickr.com/{farm}/{server}/{file}
  original,  // photos{N}.flickr.com/{file}
  combo,     // combo.staticflickr.com: the site's own pictures
};

[[nodiscard]] std::optional<FlickrStaticHost> flickr_static_host(std::string_view lower_host) noexcept;

void identify_flickr_static(FlickrStaticHost host, const PathSegments& path, std::string_view fragment,
                            IdentifierList& out);

}  // namespace bycatch
