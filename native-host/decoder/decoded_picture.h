// Picture files decoded by libvips, a few rows at a time where the format allows it. What is decoded may be hostile and
// may take over the process.
//
// Threads:  one.
#pragma once

#include <expected>

#include "area_average.h"
#include "file_handle.h"
#include "picture_fault.h"

namespace bycatch {

// Loads the library and all its modules. To be called once, before the process is confined.
[[nodiscard]] bool start_decoding();

// The whole picture as a thumbnail, upright, transparent parts on black, as a browser shows it.
// Requires: start_decoding(); `file` open for reading from its start.
[[nodiscard]] std::expected<ThumbnailBytes, PictureFailure> decode_thumbnail(const FileHandle& file);

// Its imprints, of whatever quality.
[[nodiscard]] PictureResult decode_imprints(const FileHandle& file);

}  // namespace bycatch
