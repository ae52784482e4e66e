// The catalogue of a feed: the cards and advisories that this program was built with, and the publisher's own in place
// of those of the same name, with hints for sites that were redesigned.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <utility>

#include "result.h"

namespace bycatch {

// `built_in` are paths and texts as shared/catalogue has them; `own` a folder like it. Equal files give equal bytes.
// Errors: bad_format, naming the file; too_large; io; permission.
[[nodiscard]] Result<std::string> catalogue_text(
    std::span<const std::pair<std::string_view, std::string_view>> built_in, const std::filesystem::path& own);

}  // namespace bycatch
