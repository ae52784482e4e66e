// The decoder's side of the link: a file in, what became of it out, until the other end is gone.
#pragma once

#include <functional>

#include "file_handle.h"
#include "message_socket.h"
#include "picture_fault.h"

namespace bycatch {

using DecodePicture = std::function<PictureResult(const FileHandle& file)>;

// Confines this process for good, says that it is ready, and serves. What it returns is the exit code.
// Requires: the libraries are loaded; standard input is the link (helper_program.h).
[[nodiscard]] int serve_pictures(const DecodePicture& decode);

}  // namespace bycatch
