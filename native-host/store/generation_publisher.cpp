#include "generation_publisher.h"

#include "durable_file.h"
#include "generation_folder.h"
#include "in_turn.h"
#include "pack_index.h"
#include "sqlite.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

Status check_structure(const fs::path& file) {
  const auto db = SqliteDb::open_immutable(file);
  return db ? db->check_whole() : std::unexpected(db.error());
}

// As it was written, and as it reads.
Status check_pack(const fs::path& generation, const GenerationManifest::OfPack& expected) {
  const auto pack = PackFile::open(pack_path(generation, expected.id));
  if (!pack) {
    return std::unexpected(pack.error());
  }
  const Status whole = pack->segment->verify();
  const bool is_same = pack->segment->root_hash() == expected.root && pack->mapping.is_whole();
  return !whole || is_same ? whole : fail(ErrorCode::corrupt, "a pack is not as it was written");
}

Status check_packs(const fs::path& generation, const GenerationManifest& manifest) {
  Status checked;
  for (std::size_t i = 0; checked && i < manifest.packs.size(); ++i) {
    checked = in_turn([&] { return sync_to_disk(pack_path(generation, manifest.packs[i].id)); },
                      [&] { return check_pack(generation, manifest.packs[i]); });
  }
  return checked;
}

Status rename_folder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  return error ? fail(ErrorCode::io, "rename the new generation") : sync_to_disk(to.parent_path());
}

}  // namespace

Result<std::string> publish_generation(const fs::path& data_folder, const GenerationManifest& manifest,
                                       std::chrono::sys_seconds now) {
  auto name = next_generation_name(data_folder, now);
  if (!name) {
    return name;
  }
  const fs::path built = building_path(data_folder);
  const Status live = in_turn(
      [&] { return check_packs(built, manifest); }, [&] { return check_structure(built / kCatalogueFile); },
      [&] { return sync_to_disk(built / kCatalogueFile); }, [&] { return verify_catalogue(built, manifest); },
      [&] { return make_private_file(reader_lock_path(built)); }, [&] { return write_manifest(built, manifest); },
      [&] { return rename_folder(built, generation_path(data_folder, *name)); },
      [&] { return make_live(data_folder, *name); });
  return live ? name : std::unexpected(live.error());
}

}  // namespace bycatch
