#include "generation_publisher.h"

#include "durable_file.h"
#include "generation_folder.h"
#include "in_turn.h"
#include "sqlite.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

Status check_structure(const fs::path& file) {
  const auto db = SqliteDb::open_immutable(file);
  return db ? db->check_whole() : std::unexpected(db.error());
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
      [&] { return check_structure(built / kIndexFile); }, [&] { return check_structure(built / kCatalogueFile); },
      [&] { return sync_to_disk(built / kIndexFile); }, [&] { return sync_to_disk(built / kCatalogueFile); },
      [&] { return verify_files(built, manifest); }, [&] { return make_private_file(reader_lock_path(built)); },
      [&] { return write_manifest(built, manifest); },
      [&] { return rename_folder(built, generation_path(data_folder, *name)); },
      [&] { return make_live(data_folder, *name); });
  return live ? name : std::unexpected(live.error());
}

}  // namespace bycatch
