// A list in a local file, unpacked when it is packed by gzip, bzip2 or Zstandard.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>

#include "piece_source.h"

namespace bycatch {

// The file's bytes as they lie on the disk, each once and in order, before they are unpacked.
using TapBytes = std::function<void(std::span<const std::byte>)>;

struct SourceFile {
  std::unique_ptr<PieceSource> pieces;
  std::uint64_t size_bytes = 0;  // on the disk
};

// Never waits: a pipe or a folder is refused. Its pieces fail with truncated, when a packed file ends too early;
// bad_format, when it is damaged; io.
// Errors: not_found; permission; bad_format, when it is no regular file; io.
Result<SourceFile> open_source_file(const std::filesystem::path& file, TapBytes tap);

}  // namespace bycatch
