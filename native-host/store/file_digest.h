// SHA-256 of a whole file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "result.h"

namespace bycatch {

struct FileDigest {
  std::int64_t size_bytes = 0;
  std::string sha256;  // hexadecimal
  bool operator==(const FileDigest&) const = default;
};

// Errors: not_found; permission; io.
Result<FileDigest> digest_file(const std::filesystem::path& path);

}  // namespace bycatch
