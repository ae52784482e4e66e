// The packs that came from a feed, each an immutable segment file: those of the live generation, and how they get into
// the next one beside what was imported here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "generation_manifest.h"
#include "live_base.h"
#include "pack_index.h"
#include "result.h"

namespace bycatch {

struct HeldPack {
  std::string id;
  std::string root;
  PackFile pack;
};

// Records of all kinds, over all lists.
[[nodiscard]] std::uint64_t all_keys(const SegmentReader& segment);

// The packs from a feed in the live generation, each read whole; one that is damaged is left out, and named in
// `damaged`. Errors: those of live_generation_name() and read_manifest(); no generation at all is no error.
Result<std::vector<HeldPack>> held_feed_packs(const std::filesystem::path& data_folder,
                                              std::vector<std::string>& damaged);

// A hard link where the file system has them, else a copy: what is live never changes.
// Errors: io; no_space.
Status link_or_copy(const std::filesystem::path& from, const std::filesystem::path& to);

class FeedPacks {
 public:
  // Those of `base`, in the live generation's folder; damage is noted there, and damaged ones are left behind.
  FeedPacks(std::filesystem::path live_folder, LiveBase& base);

  // Moves `file`, which is on the same disk, into `building` as the pack `id`.
  // Errors: bad_request, for an id that is none; corrupt; unsupported; io.
  Status put(const std::string& id, const std::filesystem::path& file, const std::filesystem::path& building);
  void drop(const std::string& id);

  // Whether the next generation has others than the live one.
  [[nodiscard]] bool has_changed() const noexcept { return has_changed_; }

  // Brings those that stay into `building`, and tells of all.
  // Errors: io; no_space.
  Status carry(const std::filesystem::path& building, std::vector<GenerationManifest::OfPack>& out) const;

 private:
  struct Place {
    GenerationManifest::OfPack pack;
    bool is_built = false;  // it stands in the folder of the next generation
  };
  std::filesystem::path live_folder_;
  std::map<std::string, Place> packs_;
  bool has_changed_ = false;
};

}  // namespace bycatch
