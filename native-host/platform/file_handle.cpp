#include "file_handle.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace bycatch {

FileHandle::FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileHandle& FileHandle::operator=(FileHandle&& other) noexcept {
  if (this != &other) {
    close();
    descriptor_ = std::exchange(other.descriptor_, -1);
  }
  return *this;
}

FileHandle::~FileHandle() {
  close();
}

void FileHandle::close() noexcept {
  // Never repeated after EINTR: on Linux the descriptor is gone all the same.
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

namespace {
ErrorCode code_of(int error) {
  switch (error) {
    case EACCES:
    case EPERM:
    case ELOOP:
      return ErrorCode::permission;
    case EROFS:
      return ErrorCode::read_only;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ErrorCode::no_space;
    case ENOENT:
    case ENOTDIR:
      return ErrorCode::not_found;
    case EAGAIN:
    case EBUSY:
      return ErrorCode::busy;
    case EPIPE:
    case ECONNRESET:
    case ENOTCONN:
      return ErrorCode::cancelled;
    default:
      return ErrorCode::io;
  }
}
}  // namespace

std::unexpected<Error> fail_errno(std::string what) {
  const int error = errno;
  return fail(code_of(error), std::move(what) + ": errno " + std::to_string(error));
}

}  // namespace bycatch
