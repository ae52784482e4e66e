// Files that are either wholly there after a crash or not at all; mode 0600, folders 0700.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "result.h"

namespace bycatch {

// Creates `path` and the folders above it where missing.
// Errors: permission; read_only; no_space; io.
Status make_private_folder(const std::filesystem::path& path);

// Creates an empty file unless there is one.
// Errors: as above; not_found, when its folder is missing.
Status make_private_file(const std::filesystem::path& path);

// Writes beside `path`, syncs, renames over it, syncs the folder.
// Errors: as above.
Status replace_file(const std::filesystem::path& path, std::string_view contents);

// Waits until a file's bytes, or a folder's entries, are on the disk.
// Errors: not_found; permission; io; no_space.
Status sync_to_disk(const std::filesystem::path& path);

// The whole of a regular file.
// Errors: not_found; permission; io; too_large, when it holds more than `max_bytes`; bad_format, when it is no regular
// file.
Result<std::string> read_small_file(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace bycatch
