// Files that are put out for other users of the machine, a web server say: mode 0644, whatever the umask.
#pragma once

#include <filesystem>
#include <string_view>

#include "result.h"

namespace bycatch {

// As replace_file(); at no time can the file not be read.
// Errors: as replace_file().
Status replace_shared_file(const std::filesystem::path& path, std::string_view contents);

}  // namespace bycatch
