// What the next generation is made from: the live one, or what can still be read of it when it is damaged.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "generation_manifest.h"
#include "pack_index.h"

namespace bycatch {

struct LiveBase {
  std::string name;                            // of the generation; empty: none is live
  std::optional<GenerationManifest> manifest;  // nothing when it cannot be read
  std::optional<PackFile> imported;            // nothing when there is none or it cannot be read
  std::vector<bool> is_kept;  // of each of its lists: whether every record and picture of it can be read

  bool is_damaged = false;
  std::vector<std::string> lost;  // the lists that are not kept, as far as their names can be read
  bool knows_all_lost = true;
};

// Reads the imported pack whole. A damaged generation is no error, nor is one of an older program.
// Requires: the build lock.
// Errors: unsupported (written by a newer program); io; permission.
Result<LiveBase> open_live_base(const std::filesystem::path& data_folder);

}  // namespace bycatch
