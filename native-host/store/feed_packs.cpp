#include "feed_packs.h"

#include <algorithm>

#include "generation.h"
#include "generation_folder.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

bool is_sound_pack(const Result<PackFile>& pack, const GenerationManifest::OfPack& said) {
  if (!pack) {
    return false;
  }
  const bool is_sound = static_cast<std::int64_t>(pack->mapping.bytes().size()) == said.size_bytes &&
                        pack->segment->root_hash() == said.root && pack->segment->verify() && pack->mapping.is_whole();
  pack->mapping.let_go();
  return is_sound;
}

void lose_pack(const Result<PackFile>& pack, LiveBase& base) {
  base.is_damaged = true;
  base.knows_all_lost = base.knows_all_lost && pack.has_value();
  if (pack) {
    std::ranges::transform(pack->segment->lists(), std::back_inserter(base.lost), &ListInfo::dataset);
  }
}

}  // namespace

std::uint64_t all_keys(const SegmentReader& segment) {
  std::uint64_t keys = 0;
  for (const ListInfo& list : segment.lists()) {
    keys += list.imprints;
    for (const std::uint64_t records : list.records) {
      keys += records;
    }
  }
  return keys;
}

Result<std::vector<HeldPack>> held_feed_packs(const fs::path& data_folder, std::vector<std::string>& damaged) {
  std::vector<HeldPack> held;
  const auto name = live_generation_name(data_folder);
  if (!name) {
    return std::unexpected(name.error());
  }
  if (name->empty()) {
    return held;
  }
  const fs::path folder = generation_path(data_folder, *name);
  const auto manifest = read_manifest(folder);
  if (!manifest) {
    return std::unexpected(manifest.error());
  }
  for (const GenerationManifest::OfPack& said : manifest->packs) {
    if (said.id == kImportedPack) {
      continue;
    }
    auto pack = PackFile::open(pack_path(folder, said.id));
    if (is_sound_pack(pack, said)) {
      held.push_back({said.id, said.root, *std::move(pack)});
    } else {
      damaged.push_back(said.id);
    }
  }
  return held;
}

Status link_or_copy(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_hard_link(from, to, error);
  if (error) {
    fs::copy_file(from, to, error);
  }
  if (error) {
    return fail(error == std::errc::no_space_on_device ? ErrorCode::no_space : ErrorCode::io, "carry a file over");
  }
  return {};
}

FeedPacks::FeedPacks(fs::path live_folder, LiveBase& base) : live_folder_(std::move(live_folder)) {
  if (!base.manifest) {
    return;
  }
  for (const GenerationManifest::OfPack& said : base.manifest->packs) {
    if (said.id == kImportedPack) {
      continue;
    }
    const auto pack = PackFile::open(pack_path(live_folder_, said.id));
    if (is_sound_pack(pack, said)) {
      packs_[said.id] = {said, false};
    } else {
      lose_pack(pack, base);
    }
  }
}

Status FeedPacks::put(const std::string& id, const fs::path& file, const fs::path& building) {
  if (id == kImportedPack) {
    return fail(ErrorCode::bad_request, "a pack's id");
  }
  const auto pack = PackFile::open(file);
  if (!pack) {
    return std::unexpected(pack.error());
  }
  const GenerationManifest::OfPack said = {id, static_cast<std::int64_t>(pack->mapping.bytes().size()),
                                           pack->segment->root_hash()};
  std::error_code error;
  fs::rename(file, pack_path(building, id), error);
  if (error) {
    return fail(ErrorCode::io, "take a pack over");
  }
  const auto known = packs_.find(id);
  has_changed_ = has_changed_ || known == packs_.end() || known->second.pack.root != said.root;
  packs_[id] = {said, true};
  return {};
}

void FeedPacks::drop(const std::string& id) {
  has_changed_ = packs_.erase(id) > 0 || has_changed_;
}

Status FeedPacks::carry(const fs::path& building, std::vector<GenerationManifest::OfPack>& out) const {
  for (const auto& [id, place] : packs_) {
    if (!place.is_built) {
      if (const Status linked = link_or_copy(pack_path(live_folder_, id), pack_path(building, id)); !linked) {
        return linked;
      }
    }
    out.push_back(place.pack);
  }
  return {};
}

}  // namespace bycatch
