// A lock between processes on one file, freed by the system when its holder ends, however it ends.
#pragma once

#include <filesystem>

#include "file_handle.h"
#include "result.h"

namespace bycatch {

class FileLock {
 public:
  enum class Kind { shared, exclusive };

  // Takes the lock at once or not at all; creates the file (mode 0600) if need be and leaves it there, empty.
  // Errors: busy, when another holds it; permission, also when `file` is a symbolic link; read_only; no_space; io.
  static Result<FileLock> take(const std::filesystem::path& file, Kind kind);

 private:
  explicit FileLock(FileHandle file) : file_(std::move(file)) {}
  FileHandle file_;
};

}  // namespace bycatch
