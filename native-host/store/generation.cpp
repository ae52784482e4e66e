#include "generation.h"

#include <optional>
#include <utility>

#include "file_lock.h"
#include "generation_folder.h"
#include "generation_manifest.h"
#include "pack_index.h"
#include "sqlite_catalogue.h"

namespace bycatch {
namespace {

// How often the live generation may be replaced between reading its name and holding it.
constexpr int kMaxTries = 4;

class OpenGeneration final : public Generation {
 public:
  OpenGeneration(std::string name, std::optional<FileLock> hold, std::vector<GenerationManifest::OfPack> said,
                 PackIndex index, SqliteCatalogue catalogue)
      : name_(std::move(name)),
        hold_(std::move(hold)),
        said_(std::move(said)),
        index_(std::move(index)),
        catalogue_(std::move(catalogue)) {}

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] const Index& index() const noexcept override { return index_; }
  [[nodiscard]] const Catalogue& catalogue() const noexcept override { return catalogue_; }

  [[nodiscard]] std::vector<Pack> packs() const override {
    std::vector<Pack> packs;
    for (std::size_t i = 0; i < said_.size(); ++i) {
      Pack pack{.id = said_[i].id, .lists = 0, .records = 0, .size_bytes = said_[i].size_bytes, .root = said_[i].root};
      for (const ListInfo& list : index_.packs()[i].segment->lists()) {
        if (!catalogue_.is_test(list.dataset)) {
          ++pack.lists;
          for (const std::uint64_t records : list.records) {
            pack.records += static_cast<std::int64_t>(records);
          }
        }
      }
      if (pack.lists != 0) {
        packs.push_back(std::move(pack));
      }
    }
    return packs;
  }

  [[nodiscard]] Status verify() const override { return index_.verify(); }

 private:
  std::string name_;
  std::optional<FileLock> hold_;  // keeps the folder from being removed
  std::vector<GenerationManifest::OfPack> said_;
  PackIndex index_;
  SqliteCatalogue catalogue_;
};

// A folder in which this user may not write is not cleaned up by him either: it is read without a hold.
Result<std::optional<FileLock>> hold(const std::filesystem::path& generation) {
  auto lock = FileLock::take(reader_lock_path(generation), FileLock::Kind::shared);
  if (lock) {
    return std::optional(std::move(*lock));
  }
  if (lock.error().code == ErrorCode::permission || lock.error().code == ErrorCode::read_only) {
    return std::optional<FileLock>();
  }
  return std::unexpected(lock.error());
}

Result<std::vector<PackFile>> open_packs(const std::filesystem::path& folder, const GenerationManifest& manifest) {
  std::vector<PackFile> packs;
  for (const GenerationManifest::OfPack& said : manifest.packs) {
    auto pack = PackFile::open(pack_path(folder, said.id), FileMapping::Access::lookups);
    if (!pack) {
      return std::unexpected(pack.error());
    }
    if (static_cast<std::int64_t>(pack->mapping.bytes().size()) != said.size_bytes ||
        pack->segment->root_hash() != said.root) {
      return fail(ErrorCode::corrupt, "generation: a pack is another than the manifest's");
    }
    packs.push_back(*std::move(pack));
  }
  return packs;
}

Result<std::shared_ptr<const Generation>> open_named(const std::filesystem::path& data_folder, std::string name) {
  const std::filesystem::path folder = generation_path(data_folder, name);
  auto held = hold(folder);
  if (!held) {
    return std::unexpected(held.error());
  }
  const auto manifest = read_manifest(folder);
  if (!manifest) {
    return std::unexpected(manifest.error());
  }
  if (const Status whole = verify_catalogue(folder, *manifest); !whole) {
    return std::unexpected(whole.error());
  }
  auto packs = open_packs(folder, *manifest);
  if (!packs) {
    return std::unexpected(packs.error());
  }
  auto catalogue = SqliteCatalogue::open(folder / kCatalogueFile);
  if (!catalogue) {
    return std::unexpected(catalogue.error());
  }
  return std::make_shared<const OpenGeneration>(std::move(name), std::move(*held), manifest->packs,
                                                PackIndex(*std::move(packs)), std::move(*catalogue));
}

}  // namespace

Result<std::shared_ptr<const Generation>> Generation::open_live(const std::filesystem::path& data_folder) {
  std::string before;
  Result<std::shared_ptr<const Generation>> opened = fail(ErrorCode::no_index, "no generation is live");
  for (int tries = 0; tries < kMaxTries; ++tries) {
    const auto name = live_generation_name(data_folder);
    if (!name) {
      return std::unexpected(name.error());
    }
    // Opened, or failed to open what is still the live one.
    if (name->empty() || *name == before) {
      break;
    }
    opened = open_named(data_folder, *name);
    if (opened) {
      break;
    }
    before = *name;
  }
  if (!opened && (opened.error().code == ErrorCode::not_found || opened.error().code == ErrorCode::busy)) {
    return fail(ErrorCode::corrupt, "the live generation is not there");
  }
  return opened;
}

}  // namespace bycatch
