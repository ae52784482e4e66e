// Many pictures at once, by several readers.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>

#include "picture_reader.h"

namespace bycatch {

// The next file, or nothing when there is none left.
using NextPicture = std::function<std::optional<std::filesystem::path>()>;
// What became of a file; in whatever order they come. An error ends the reading.
using TakePicture = std::function<Status(const std::filesystem::path& file, const PictureResult& picture)>;

// As many as there are processors.
[[nodiscard]] std::size_t usual_readers() noexcept;

// Calls of `next` and `take` come one at a time, from other threads.
// Requires: readers >= 1.
// Errors: those of PictureReader::start(), nothing being read then; those of `take`.
Status read_pictures(const ReaderRules& rules, std::size_t readers, const NextPicture& next, const TakePicture& take);

}  // namespace bycatch
