// The files of a folder and all folders below it, one after another; of any number, in bounded memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "result.h"

namespace bycatch {

class PictureFolder {
 public:
  // Errors: not_found; permission; bad_request, when it is no folder; io.
  static Result<PictureFolder> open(const std::filesystem::path& folder);

  // The next file, in no particular order. Links to folders are not followed, links to files are. Folders that may not
  // be read are passed over.
  [[nodiscard]] std::optional<std::filesystem::path> next();

  // Folders that were passed over, so far, and those that could not be read to their end.
  [[nodiscard]] std::uint64_t unreadable() const noexcept { return unreadable_; }

 private:
  explicit PictureFolder(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  std::vector<std::filesystem::path> folders_;  // yet to be read
  std::filesystem::directory_iterator at_;
  std::uint64_t unreadable_ = 0;
};

}  // namespace bycatch
