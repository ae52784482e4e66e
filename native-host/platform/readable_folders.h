// The folders that can still be read or written, by Landlock.
#pragma once

#include <filesystem>
#include <span>

namespace bycatch {

// From now on no file can be opened but for reading below `folders`, and nothing made, changed or removed. A folder
// that is not there is left out. False when this kernel has no Landlock. Requires: NO_NEW_PRIVS.
bool allow_reading_only(std::span<const std::filesystem::path> folders);

// From now on files and folders are read below `readable`, and read, made, changed and removed below `writable`, and
// nowhere else. As above; each is a folder, or a file that is there. The network stays as it is.
bool allow_folders(std::span<const std::filesystem::path> readable, std::span<const std::filesystem::path> writable);

}  // namespace bycatch
