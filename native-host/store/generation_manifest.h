// <generation>/manifest.json: the format number, and size and SHA-256 of every file, by which damage is seen.
#pragma once

#include <cstdint>
#include <filesystem>

#include "file_digest.h"
#include "result.h"

namespace bycatch {

struct GenerationManifest {
  // Raised when an older program could no longer read, or would misread, what is in the files.
  static constexpr std::int64_t kFormat = 1;

  FileDigest index;
  FileDigest catalogue;
};

inline constexpr const char* kManifestFile = "manifest.json";
inline constexpr const char* kIndexFile = "index.sqlite";
inline constexpr const char* kCatalogueFile = "catalogue.sqlite";

// Errors: corrupt, also when it is missing; unsupported (a newer format); io; permission.
Result<GenerationManifest> read_manifest(const std::filesystem::path& generation);

// Errors: io; no_space.
Status write_manifest(const std::filesystem::path& generation, const GenerationManifest& manifest);

// Reads the two files whole (about 1 s for 1 GB) and compares.
// Errors: corrupt; io; permission.
Status verify_files(const std::filesystem::path& generation, const GenerationManifest& manifest);

}  // namespace bycatch
