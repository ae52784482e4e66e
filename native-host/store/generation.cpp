#include "generation.h"

#include <optional>
#include <utility>

#include "file_lock.h"
#include "generation_folder.h"
#include "generation_manifest.h"
#include "sqlite_catalogue.h"
#include "sqlite_index.h"

namespace bycatch {
namespace {

// How often the live generation may be replaced between reading its name and holding it.
constexpr int kMaxTries = 4;

class SqliteGeneration final : public Generation {
 public:
  SqliteGeneration(std::string name, std::optional<FileLock> hold, SqliteIndex index, SqliteCatalogue catalogue,
                   std::int64_t size_bytes)
      : name_(std::move(name)),
        hold_(std::move(hold)),
        index_(std::move(index)),
        catalogue_(std::move(catalogue)),
        size_bytes_(size_bytes) {}

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] const Index& index() const noexcept override { return index_; }
  [[nodiscard]] const Catalogue& catalogue() const noexcept override { return catalogue_; }

  // All that was imported here is one pack.
  [[nodiscard]] std::vector<Pack> packs() const override {
    Pack pack{.id = "imported", .lists = 0, .records = 0, .size_bytes = size_bytes_};
    for (const ListInfo& list : index_.lists()) {
      if (!catalogue_.is_test(list.dataset)) {
        ++pack.lists;
        for (const std::uint64_t records : list.records) {
          pack.records += static_cast<std::int64_t>(records);
        }
      }
    }
    return pack.lists == 0 ? std::vector<Pack>() : std::vector{pack};
  }

 private:
  std::string name_;
  std::optional<FileLock> hold_;  // keeps the folder from being removed
  SqliteIndex index_;
  SqliteCatalogue catalogue_;
  std::int64_t size_bytes_;
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
  if (const Status whole = verify_files(folder, *manifest); !whole) {
    return std::unexpected(whole.error());
  }
  auto index = SqliteIndex::open(folder / kIndexFile);
  if (!index) {
    return std::unexpected(index.error());
  }
  auto catalogue = SqliteCatalogue::open(folder / kCatalogueFile);
  if (!catalogue) {
    return std::unexpected(catalogue.error());
  }
  return std::make_shared<const SqliteGeneration>(std::move(name), std::move(*held), std::move(*index),
                                                  std::move(*catalogue), manifest->index.size_bytes);
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
