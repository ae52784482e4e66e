// The last states of one pack, oldest first, as whole segments: deltas lead from them to the present one.
//
// <folder>/NNNNNNNN.segment
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "result.h"

namespace bycatch {

class PackStates {
 public:
  explicit PackStates(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Ascending by age, the newest last.
  [[nodiscard]] std::vector<std::filesystem::path> all() const;

  // Links or copies `segment` as the newest one, and forgets all but the last `kept`.
  // Errors: permission; no_space; io.
  Status add(const std::filesystem::path& segment, std::size_t kept) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace bycatch
