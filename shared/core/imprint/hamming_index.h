// Finds every imprint near a given one, exactly: none is missed. The bytes are laid down in FORMAT.md; they are used
// where they lie and nothing is built from them.
//
// Threads:  const members may run on any number of threads at once.
// Trust:    the bytes may be hostile; open() checks the header, a block is checked when first read.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "checked_image.h"
#include "hamming_near.h"
#include "imprint.h"
#include "result.h"
#include "simd.h"

namespace bycatch {

class HammingIndex {
 public:
  // Beyond it a query reads all imprints, tables or not.
  static constexpr int kMaxTableRadius = 31;

  // Checks header and size of `image`, which must outlive the index.
  // Errors: corrupt; unsupported (a newer format).
  static Result<HammingIndex> open(std::span<const std::byte> image, Simd simd = best_simd());

  // Appends every imprint at most `radius` bits from `wanted`, by ascending position; leaves what `out` already held.
  // Errors: bad_request, when radius is not 0 to 256; corrupt, when something that had to be read is damaged: `out` is
  //         then as it was, for an answer without what the damage hides would be a wrong one.
  Status near(const Imprint& wanted, int radius, std::vector<Near>& out) const;

  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  // Requires: position < size(). Errors: corrupt.
  [[nodiscard]] Result<Imprint> at(std::uint32_t position) const;

 private:
  HammingIndex(std::span<const std::byte> image, std::size_t count, bool has_tables, Simd simd);

  Status search(const Imprint& wanted, int radius, std::vector<Near>& out) const;
  Status scan(const Imprint& wanted, int radius, std::vector<Near>& out) const;

  CheckedImage image_;
  std::size_t count_;
  bool has_tables_;
};

}  // namespace bycatch
