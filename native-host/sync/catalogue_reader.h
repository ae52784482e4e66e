// The cards, advisories and site hints of a feed.
#pragma once

#include <string_view>

#include "catalogue_source.h"
#include "result.h"

namespace bycatch {

// Errors: bad_format; unsupported, of a format newer than this program.
[[nodiscard]] Result<CatalogueSource> read_feed_catalogue(std::string_view text);

}  // namespace bycatch
