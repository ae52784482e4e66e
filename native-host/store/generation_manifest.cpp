#include "generation_manifest.h"

#include <nlohmann/json.hpp>

#include "durable_file.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxManifestBytes = std::size_t{64} * 1024;

std::unexpected<Error> damaged(const char* what) {
  return fail(ErrorCode::corrupt, std::string("generation: ") + what);
}

std::optional<FileDigest> digest_from(const nlohmann::json& json, const char* name) {
  const auto file = json.find(name);
  if (file == json.end() || !file->is_object()) {
    return std::nullopt;
  }
  const auto size = file->find("size_bytes");
  const auto sha256 = file->find("sha256");
  if (size == file->end() || !size->is_number_integer() || sha256 == file->end() || !sha256->is_string()) {
    return std::nullopt;
  }
  return FileDigest{size->get<std::int64_t>(), sha256->get<std::string>()};
}

nlohmann::json json_of(const FileDigest& digest) {
  return {{"size_bytes", digest.size_bytes}, {"sha256", digest.sha256}};
}

// A file that is not there is damage too: a live generation is whole.
std::unexpected<Error> as_damage(Error error) {
  return error.code == ErrorCode::not_found ? damaged("a file is missing") : std::unexpected(std::move(error));
}

Status verify(const std::filesystem::path& file, const FileDigest& expected) {
  auto found = digest_file(file);
  if (!found) {
    return as_damage(std::move(found.error()));
  }
  return *found == expected ? Status() : damaged("a file is not as it was written");
}

}  // namespace

Result<GenerationManifest> read_manifest(const std::filesystem::path& generation) {
  auto text = read_small_file(generation / kManifestFile, kMaxManifestBytes);
  if (!text) {
    if (text.error().code == ErrorCode::too_large || text.error().code == ErrorCode::bad_format) {
      return damaged("the manifest is none");
    }
    return as_damage(std::move(text.error()));
  }
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("format") || !json["format"].is_number_integer()) {
    return damaged("the manifest is none");
  }
  if (json["format"].get<std::int64_t>() > GenerationManifest::kFormat) {
    return fail(ErrorCode::unsupported, "generation: written by a newer program");
  }
  const auto index = digest_from(json, kIndexFile);
  const auto catalogue = digest_from(json, kCatalogueFile);
  if (json["format"] != GenerationManifest::kFormat || !index || !catalogue) {
    return damaged("the manifest is none");
  }
  return GenerationManifest{*index, *catalogue};
}

Status write_manifest(const std::filesystem::path& generation, const GenerationManifest& manifest) {
  const nlohmann::json json = {{"format", GenerationManifest::kFormat},
                               {kIndexFile, json_of(manifest.index)},
                               {kCatalogueFile, json_of(manifest.catalogue)}};
  return replace_file(generation / kManifestFile, json.dump(2) + "\n");
}

Status verify_files(const std::filesystem::path& generation, const GenerationManifest& manifest) {
  const Status index = verify(generation / kIndexFile, manifest.index);
  return index ? verify(generation / kCatalogueFile, manifest.catalogue) : index;
}

}  // namespace bycatch
