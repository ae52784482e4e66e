// <generation>/manifest.json: the format number, what every file must be, and the lists' digests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "file_digest.h"
#include "result.h"

namespace bycatch {

struct GenerationManifest {
  // Raised when an older program could no longer read, or would misread, what is in the files.
  static constexpr std::int64_t kFormat = 2;

  struct OfPack {
    std::string id;
    std::int64_t size_bytes = 0;
    std::string root;  // SegmentReader::root_hash()
  };
  std::vector<OfPack> packs;
  FileDigest catalogue;
  bool has_feed_catalogue = false;                  // else it is this program's own
  std::map<std::string, std::string> list_digests;  // by dataset, of the imported pack's lists: SegmentSurvey's
};

inline constexpr const char* kManifestFile = "manifest.json";
inline constexpr const char* kCatalogueFile = "catalogue.sqlite";
inline constexpr const char* kImportedPack = "imported";  // all that was imported here is one pack

// `id` of a-z, 0-9, - and _ only: read_manifest() takes no other.
[[nodiscard]] std::filesystem::path pack_path(const std::filesystem::path& generation, const std::string& id);

// Errors: corrupt, also when it is missing; unsupported (a newer format); io; permission.
Result<GenerationManifest> read_manifest(const std::filesystem::path& generation);

// Errors: io; no_space.
Status write_manifest(const std::filesystem::path& generation, const GenerationManifest& manifest);

// Reads the catalogue whole and compares.
// Errors: corrupt; io; permission.
Status verify_catalogue(const std::filesystem::path& generation, const GenerationManifest& manifest);

}  // namespace bycatch
