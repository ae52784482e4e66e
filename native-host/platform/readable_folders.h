// The folders that can still be read, by Landlock.
#pragma once

#include <filesystem>
#include <span>

namespace bycatch {

// From now on no file can be opened but for reading below `folders`, and nothing made, changed or removed. A folder
// that is not there is left out. False when this kernel has no Landlock. Requires: NO_NEW_PRIVS.
bool allow_reading_only(std::span<const std::filesystem::path> folders);

}  // namespace bycatch
