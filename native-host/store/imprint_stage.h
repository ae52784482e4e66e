// Pictures of new lists on their way into a segment, taken in any order. They are held in memory, as the segment's
// writer holds them: 40 bytes each.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "imprint.h"
#include "result.h"

namespace bycatch {

struct StagedImprint {
  Imprint imprint;
  std::uint16_t list = 0;

  auto operator<=>(const StagedImprint&) const = default;
};

class ImprintStage {
 public:
  static constexpr std::size_t kMaxImprints = std::size_t{1} << 27U;  // as many as a segment can hold

  // Errors: too_large.
  Status add(const StagedImprint& imprint);

  // After the last one.
  void finish();

  // Ascending, none twice. Requires: finish().
  [[nodiscard]] std::span<const StagedImprint> sorted() const noexcept { return imprints_; }

 private:
  std::vector<StagedImprint> imprints_;
};

}  // namespace bycatch
