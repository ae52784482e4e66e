#include "pack_index.h"

namespace bycatch {

Result<PackFile> PackFile::open(const std::filesystem::path& file, FileMapping::Access access) {
  auto mapping = FileMapping::open(file, access);
  if (!mapping) {
    const ErrorCode code = mapping.error().code;
    const bool is_damage = code == ErrorCode::not_found || code == ErrorCode::bad_format;
    return is_damage ? fail(ErrorCode::corrupt, "generation: a pack is missing") : std::unexpected(mapping.error());
  }
  // Opening it reads the checksums of its pages, four bytes each: one read of the disk instead of one a page.
  mapping->load_end(mapping->bytes().size() / 1024);
  auto segment = SegmentReader::open(mapping->bytes());
  if (!segment) {
    return std::unexpected(segment.error());
  }
  return PackFile{*std::move(mapping), *std::move(segment)};
}

PackIndex::PackIndex(std::vector<PackFile> packs) : packs_(std::move(packs)) {
  for (const PackFile& pack : packs_) {
    lists_.insert(lists_.end(), pack.segment->lists().begin(), pack.segment->lists().end());
  }
}

template <class Found, class Look>
Status PackIndex::from_all(std::vector<Found>& out, const Look& look) const {
  const std::size_t before = out.size();
  std::uint32_t first_list = 0;
  for (const PackFile& pack : packs_) {
    const std::size_t start = out.size();
    Status found = look(*pack.segment);
    if (found && !pack.mapping.is_whole()) {
      found = fail(ErrorCode::corrupt, "a pack was cut short");
    }
    if (!found) {
      out.resize(before);
      return found;
    }
    for (Found& hit : std::span(out).subspan(start)) {
      hit.list += first_list;
    }
    first_list += static_cast<std::uint32_t>(pack.segment->lists().size());
  }
  return {};
}

Status PackIndex::lookup(KeySpace space, std::span<const Key> keys, std::vector<Hit>& out) const {
  return from_all(out, [&](const SegmentReader& segment) { return segment.lookup(space, keys, out); });
}

Status PackIndex::near(const Imprint& wanted, int radius, std::vector<NearHit>& out) const {
  return from_all(out, [&](const SegmentReader& segment) { return segment.near(wanted, radius, out); });
}

Status PackIndex::verify() const {
  for (const PackFile& pack : packs_) {
    if (const Status whole = pack.segment->verify(); !whole) {
      return whole;
    }
    if (!pack.mapping.is_whole()) {
      return fail(ErrorCode::corrupt, "a pack was cut short");
    }
  }
  return {};
}

}  // namespace bycatch
