#include "live_base.h"

#include <algorithm>

#include "generation.h"
#include "generation_folder.h"

namespace bycatch {
namespace {

// How many pictures of each list can be read. They are read to the first damage only: what it hides is not known.
void add_readable_imprints(const SegmentReader& segment, std::vector<std::uint64_t>& records) {
  static_cast<void>(segment.for_each_imprint([&](const ImprintRecord& record) -> Status {
    for (const std::uint16_t list : record.lists) ++records[list];
    return {};
  }));
}

// How many records and pictures of each list can be read.
std::vector<std::uint64_t> readable_records(const SegmentReader& segment) {
  std::vector<std::uint64_t> records(segment.lists().size());
  for (std::size_t space = 0; space < kKeySpaces; ++space) {
    const auto count = [&](const Record& record) -> Status {
      for (const std::uint16_t list : record.lists) ++records[list];
      return {};
    };
    static_cast<void>(segment.for_each(static_cast<KeySpace>(space), count, OnDamage::pass_over));
  }
  add_readable_imprints(segment, records);
  return records;
}

std::uint64_t all_records(const ListInfo& list) {
  std::uint64_t sum = list.imprints;
  for (const std::uint64_t records : list.records) sum += records;
  return sum;
}

void keep_readable_lists(LiveBase& base) {
  const SegmentReader& segment = *base.imported->segment;
  base.is_kept.assign(segment.lists().size(), true);
  if (segment.verify()) return;
  base.is_damaged = true;
  const auto readable = readable_records(segment);
  for (std::size_t list = 0; list < readable.size(); ++list) {
    const ListInfo& info = segment.lists()[list];
    base.is_kept[list] = readable[list] == all_records(info);
    if (!base.is_kept[list]) base.lost.push_back(info.dataset);
  }
}

// No pack can be opened: the manifest, if it is there, knows what is lost.
void lose_all(LiveBase& base) {
  base.is_damaged = true;
  base.knows_all_lost = base.manifest.has_value();
  if (!base.manifest) return;
  for (const auto& [dataset, digest] : base.manifest->list_digests) base.lost.push_back(dataset);
}

bool is_damage(const Error& error) {
  return error.code == ErrorCode::corrupt;
}

}  // namespace

Result<LiveBase> open_live_base(const std::filesystem::path& data_folder) {
  LiveBase base;
  auto name = live_generation_name(data_folder);
  if (!name && is_damage(name.error())) {
    base.is_damaged = true;
    name = newest_generation_name(data_folder);
    base.knows_all_lost = !name->empty();
  }
  if (!name) return std::unexpected(name.error());
  base.name = *name;
  if (base.name.empty()) return base;

  const auto folder = generation_path(data_folder, base.name);
  auto manifest = read_manifest(folder);
  if (manifest) {
    base.manifest = *std::move(manifest);
    const Status catalogue = verify_catalogue(folder, *base.manifest);
    if (!catalogue && !is_damage(catalogue.error())) return std::unexpected(catalogue.error());
    base.is_damaged = base.is_damaged || !catalogue;
  } else if (is_damage(manifest.error())) {
    base.is_damaged = true;
  } else {
    return std::unexpected(manifest.error());
  }
  auto imported = PackFile::open(pack_path(folder, kImportedPack));
  if (imported) {
    base.imported = *std::move(imported);
    keep_readable_lists(base);
  } else if (is_damage(imported.error())) {
    lose_all(base);
  } else {
    return std::unexpected(imported.error());
  }
  return base;
}

}  // namespace bycatch
