// The folders on the watch list: their pictures are read here, and compared with new lists after a sync or an import. A
// page could not wait for either.
#pragma once

#include <filesystem>
#include <functional>

#include "answerer.h"
#include "folder_imprints.h"

namespace bycatch {

// As the watch list names it, there or not.
// Errors: bad_request, when that is no UTF-8 text; io.
[[nodiscard]] Result<Identifier> folder_identifier(const std::filesystem::path& folder);

// Reads a folder that is on the list and keeps the imprints of its pictures in place of those kept before. Pictures
// that lists hold already are no news. Errors: those of read_folder(); bad_format, when no file of it gave an imprint;
// too_large; the watch list's.
[[nodiscard]] Result<PictureReport> keep_pictures(const IndexInUse& index, const Identifier& folder);

// Compares all folders that were not compared with this generation yet.
// Errors: corrupt; the watch list's; cancelled, when `is_cancelled`.
Status compare_folders(const IndexInUse& index, const std::function<bool()>& is_cancelled);

// After lists have changed: compares the folders, and notes whether there is something new of what is watched.
void tell_news(Output& output, const std::function<bool()>& is_cancelled = [] { return false; });

}  // namespace bycatch
