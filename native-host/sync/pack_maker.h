// Makes a pack as it is now, in a file: its base or deltas are loaded, applied and checked.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "feed_contents.h"
#include "feed_packs.h"
#include "feed_source.h"
#include "pack_plan.h"
#include "result.h"

namespace bycatch {

struct MadePack {
  std::filesystem::path file;
  std::vector<Error> notes;  // why deltas were not used
  bool has_loaded_base = false;
  std::uint64_t bytes = 0;  // loaded, or there from before
};

// By `plan`, in the folder `parts`; when deltas fail, once more from the base, in this same run.
// Errors: bad_format, when the pack is another than the feed says; delta_unusable; those of load_payload().
Result<MadePack> make_pack(FeedSource& source, const FeedPack& pack, const HeldPack* held, const PackRoute& plan,
                           const std::filesystem::path& parts, const OnLoaded& on_loaded);

}  // namespace bycatch
