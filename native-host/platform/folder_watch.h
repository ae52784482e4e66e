// Whether a path still leads to the folder it led to.
#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>

namespace bycatch {

class FolderWatch {
 public:
  explicit FolderWatch(std::filesystem::path folder) : folder_(std::move(folder)), first_(look()) {}

  // Moved or removed it is not the same, and neither is one that was not there at first.
  [[nodiscard]] bool is_same() const { return look() == first_; }

 private:
  using Identity = std::pair<std::uint64_t, std::uint64_t>;  // of the disk, of the folder; zeros: not there
  [[nodiscard]] Identity look() const;

  std::filesystem::path folder_;
  Identity first_;
};

}  // namespace bycatch
