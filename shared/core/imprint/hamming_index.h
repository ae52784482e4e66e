// Finds every imprint near a given one, exactly: none is missed. The bytes are laid down in FORMAT.md; they are used
// where they lie and nothing is built from them.
//
// Threads:  const members may run on any number of threads at once.
// Trust:    the bytes may be hostile; open() checks the header, a block is checked when first read.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "imprint.h"
#include "result.h"
#include "simd.h"

namespace bycatch {

struct Near {
  std::uint32_t position;  // among the imprints as they were given to build_hamming()
  int distance;

  auto operator<=>(const Near&) const = default;
};

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

 private:
  class Walk;

  HammingIndex(std::span<const std::byte> image, std::size_t count, bool has_tables, Simd simd);

  Status scan(const Imprint& wanted, int radius, std::vector<Near>& out) const;
  Status walk(const Imprint& wanted, int radius, std::vector<Near>& out) const;

  // Checks the blocks of [begin, end) that were not checked before; offsets are from the start of the image.
  [[nodiscard]] bool intact(std::size_t begin, std::size_t end) const noexcept;
  [[nodiscard]] bool check_block(std::size_t block) const noexcept;

  std::span<const std::byte> image_;
  std::size_t count_;
  bool has_tables_;
  Simd simd_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> checked_;  // a bit for each block that was found intact
};

}  // namespace bycatch
