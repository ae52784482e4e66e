// Where a list is to be had.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "result.h"

namespace bycatch {

// One of the two is empty.
struct SourcePlace {
  std::filesystem::path file;
  std::string url;
};

// A path, a file:// address, an https:// address; http:// of this machine alone (127.0.0.1, ::1, localhost).
// Errors: bad_request, for any other address.
[[nodiscard]] Result<SourcePlace> locate_source(std::string_view text);

}  // namespace bycatch
