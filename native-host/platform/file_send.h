// Sends a file's bytes into a connection without reading them first.
#pragma once

#include <cstddef>
#include <cstdint>

#include "file_handle.h"
#include "result.h"

namespace bycatch {

// As many of the `size` bytes from `at` on as `connection`, which does not block, takes at once; 0 behind the file's
// end. Errors: busy, when it takes none now; cancelled, when the other end is gone; io.
[[nodiscard]] Result<std::size_t> send_file(int connection, const FileHandle& file, std::uint64_t at, std::size_t size);

}  // namespace bycatch
