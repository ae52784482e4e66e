#include "durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "file_handle.h"
#include "shared_file.h"

namespace bycatch {
namespace {

FileHandle open_file(const std::filesystem::path& path, int flags) {
  return FileHandle(::open(path.c_str(), flags | O_CLOEXEC, 0600));
}

Status write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return fail_errno("write");
    }
    bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  return {};
}

Status write_new_file(const std::filesystem::path& path, std::string_view contents, bool is_shared) {
  const FileHandle file = open_file(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  if (!file.is_open()) {
    return fail_errno("create a file");
  }
  if (const Status written = write_all(file.get(), contents); !written) {
    return written;
  }
  if (is_shared && ::fchmod(file.get(), 0644) != 0) {
    return fail_errno("let a file be read");
  }
  return ::fsync(file.get()) == 0 ? Status() : fail_errno("sync a file");
}

Status replace(const std::filesystem::path& path, std::string_view contents, bool is_shared) {
  std::filesystem::path beside = path;
  beside += ".new";
  Status written = write_new_file(beside, contents, is_shared);
  if (written && ::rename(beside.c_str(), path.c_str()) != 0) {
    written = fail_errno("rename a file");
  }
  if (!written) {
    ::unlink(beside.c_str());
    return written;
  }
  return sync_to_disk(path.parent_path());
}

}  // namespace

Status make_private_folder(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return {};
  }
  if (path.has_parent_path() && path.parent_path() != path) {
    if (const Status made = make_private_folder(path.parent_path()); !made) {
      return made;
    }
  }
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return fail_errno("make a folder");
  }
  return {};
}

Status make_private_file(const std::filesystem::path& path) {
  const FileHandle file = open_file(path, O_WRONLY | O_CREAT);
  return file.is_open() ? Status() : fail_errno("create a file");
}

Status replace_file(const std::filesystem::path& path, std::string_view contents) {
  return replace(path, contents, false);
}

Status replace_shared_file(const std::filesystem::path& path, std::string_view contents) {
  return replace(path, contents, true);
}

Status sync_to_disk(const std::filesystem::path& path) {
  const FileHandle file = open_file(path, O_RDONLY);
  if (!file.is_open()) {
    return fail_errno("open to sync");
  }
  return ::fsync(file.get()) == 0 ? Status() : fail_errno("sync");
}

Result<std::string> read_small_file(const std::filesystem::path& path, std::size_t max_bytes) {
  // A FIFO would block without O_NONBLOCK, before we could see that it is one.
  const FileHandle file = open_file(path, O_RDONLY | O_NONBLOCK);
  struct stat about{};
  if (!file.is_open() || ::fstat(file.get(), &about) != 0) {
    return fail_errno("open a file");
  }
  if (!S_ISREG(about.st_mode)) {
    return fail(ErrorCode::bad_format, "not a regular file");
  }
  std::string contents(max_bytes + 1, '\0');
  std::size_t size = 0;
  while (size < contents.size()) {
    const ssize_t got = ::read(file.get(), contents.data() + size, contents.size() - size);
    if (got == 0) {
      break;
    }
    if (got < 0 && errno != EINTR) {
      return fail_errno("read a file");
    }
    size += got < 0 ? 0 : static_cast<std::size_t>(got);
  }
  if (size > max_bytes) {
    return fail(ErrorCode::too_large, "a file over its limit");
  }
  contents.resize(size);
  return contents;
}

}  // namespace bycatch
