// Writes catalogue.sqlite. Equal sources give equal bytes.
#pragma once

#include <filesystem>

#include "catalogue_source.h"
#include "result.h"

namespace bycatch {

// Errors: io; no_space.
Status write_catalogue(const std::filesystem::path& file, const CatalogueSource& source);

}  // namespace bycatch
