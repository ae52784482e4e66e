#include "picture_folder.h"

#include <system_error>

namespace bycatch {
namespace {

namespace fs = std::filesystem;

ErrorCode folder_error(const std::error_code& error) {
  if (error == std::errc::no_such_file_or_directory) return ErrorCode::not_found;
  if (error == std::errc::not_a_directory) return ErrorCode::bad_request;
  return error == std::errc::permission_denied ? ErrorCode::permission : ErrorCode::io;
}

}  // namespace

Result<PictureFolder> PictureFolder::open(const fs::path& folder) {
  std::error_code error;
  const fs::directory_iterator first(folder, error);
  return error ? fail(folder_error(error), "open a folder of pictures")
               : Result<PictureFolder>(PictureFolder({folder}));
}

std::optional<fs::path> PictureFolder::next() {
  std::error_code error;
  for (;;) {
    while (at_ == fs::directory_iterator()) {
      if (folders_.empty()) return std::nullopt;
      const fs::path folder = std::move(folders_.back());
      folders_.pop_back();
      at_ = fs::directory_iterator(folder, error);
      unreadable_ += error ? 1U : 0U;
    }
    const fs::directory_entry entry = *at_;
    at_.increment(error);
    unreadable_ += error ? 1U : 0U;
    std::error_code ignored;
    if (!entry.is_directory(ignored)) return entry.path();
    if (!entry.is_symlink(ignored)) folders_.push_back(entry.path());
  }
}

}  // namespace bycatch
