#include "generation_manifest.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "durable_file.h"
#include "pack_index.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxManifestBytes = std::size_t{1} << 20U;  // 4096 lists of 64 letters and a digest

std::unexpected<Error> damaged(const char* what) {
  return fail(ErrorCode::corrupt, std::string("generation: ") + what);
}

// Throws what nlohmann throws when something is missing or of another type.
GenerationManifest manifest_from(const nlohmann::json& json) {
  GenerationManifest manifest;
  for (const auto& pack : json.at("packs")) {
    manifest.packs.push_back({pack.at("id"), pack.at("size_bytes"), pack.at("root")});
  }
  const auto& catalogue = json.at(kCatalogueFile);
  manifest.catalogue = {catalogue.at("size_bytes"), catalogue.at("sha256")};
  manifest.has_feed_catalogue = json.value("feed_catalogue", false);
  manifest.list_digests = json.at("lists").get<std::map<std::string, std::string>>();
  return manifest;
}

bool is_pack_id(const std::string& id) {
  return !id.empty() && id.size() <= 64 &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
}

// A file that is not there is damage too: a live generation is whole.
std::unexpected<Error> as_damage(Error error) {
  return error.code == ErrorCode::not_found ? damaged("a file is missing") : std::unexpected(std::move(error));
}

}  // namespace

std::filesystem::path pack_path(const std::filesystem::path& generation, const std::string& id) {
  return generation / (id + ".segment");
}

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
  if (json["format"] != GenerationManifest::kFormat) {
    return damaged("written by an older program");
  }
  try {
    GenerationManifest manifest = manifest_from(json);
    const bool is_sound = manifest.packs.size() <= PackIndex::kMaxPacks &&
                          std::ranges::all_of(manifest.packs, is_pack_id, &GenerationManifest::OfPack::id);
    return is_sound ? Result<GenerationManifest>(std::move(manifest)) : damaged("the manifest is none");
  } catch (const nlohmann::json::exception&) {
    return damaged("the manifest is none");
  }
}

Status write_manifest(const std::filesystem::path& generation, const GenerationManifest& manifest) {
  nlohmann::json packs = nlohmann::json::array();
  for (const auto& pack : manifest.packs) {
    packs.push_back({{"id", pack.id}, {"size_bytes", pack.size_bytes}, {"root", pack.root}});
  }
  const nlohmann::json json = {
      {"format", GenerationManifest::kFormat},
      {"packs", packs},
      {kCatalogueFile, {{"size_bytes", manifest.catalogue.size_bytes}, {"sha256", manifest.catalogue.sha256}}},
      {"feed_catalogue", manifest.has_feed_catalogue},
      {"lists", manifest.list_digests}};
  return replace_file(generation / kManifestFile, json.dump(2) + "\n");
}

Status verify_catalogue(const std::filesystem::path& generation, const GenerationManifest& manifest) {
  auto found = digest_file(generation / kCatalogueFile);
  if (!found) {
    return as_damage(std::move(found.error()));
  }
  return *found == manifest.catalogue ? Status() : damaged("a file is not as it was written");
}

}  // namespace bycatch
