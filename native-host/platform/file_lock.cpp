#include "file_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace bycatch {

Result<FileLock> FileLock::take(const std::filesystem::path& file, Kind kind) {
  FileHandle handle;
  // A shared lock can be had by who may only read, when the file is there.
  if (kind == Kind::shared) handle = FileHandle(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!handle.is_open()) handle = FileHandle(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!handle.is_open()) return fail_errno("open lock file");
  const int operation = (kind == Kind::shared ? LOCK_SH : LOCK_EX) | LOCK_NB;
  int locked = 0;
  do {
    locked = ::flock(handle.get(), operation);
  } while (locked != 0 && errno == EINTR);
  if (locked != 0) return fail_errno("lock");
  return FileLock(std::move(handle));
}

}  // namespace bycatch
