// The packs of one generation as one index: what any of them holds is found.
//
// Threads:  const members may run on any number of threads at once.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "file_mapping.h"
#include "segment_reader.h"

namespace bycatch {

// A segment file in memory. Only its header, the table of checksums and the lists have been read.
struct PackFile {
  // Errors: corrupt, also when the file is missing; unsupported; permission; io.
  static Result<PackFile> open(const std::filesystem::path& file,
                               FileMapping::Access access = FileMapping::Access::whole);

  FileMapping mapping;
  std::unique_ptr<const SegmentReader> segment;
};

class PackIndex final : public Index {
 public:
  static constexpr std::size_t kMaxPacks = 16;

  // Requires: at most kMaxPacks.
  explicit PackIndex(std::vector<PackFile> packs);

  Status lookup(KeySpace space, std::span<const Key> keys, std::vector<Hit>& out) const override;
  Status near(const Imprint& wanted, int radius, std::vector<NearHit>& out) const override;
  [[nodiscard]] std::span<const ListInfo> lists() const noexcept override { return lists_; }
  // Reads every pack whole.
  // Errors: corrupt.
  [[nodiscard]] Status verify() const;
  [[nodiscard]] std::span<const PackFile> packs() const noexcept { return packs_; }

 private:
  // Appends to `out` what each pack's `look` finds, with the list's position among all; nothing when one fails.
  template <class Found, class Look>
  Status from_all(std::vector<Found>& out, const Look& look) const;

  std::vector<PackFile> packs_;
  std::vector<ListInfo> lists_;  // of all, pack after pack
};

}  // namespace bycatch
