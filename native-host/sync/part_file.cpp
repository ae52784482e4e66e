#include "part_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "durable_file.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxEtagFileBytes = 256;
constexpr std::size_t kReadBytes = 256 << 10;

}  // namespace

Result<PartFile> PartFile::open(const std::filesystem::path& file) {
  FileHandle handle(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
  struct stat about{};
  if (!handle.is_open() || ::fstat(handle.get(), &about) != 0) {
    return fail_errno("open a download");
  }
  if (!S_ISREG(about.st_mode) || about.st_nlink != 1) {
    return fail(ErrorCode::permission, "a download's place is taken");
  }
  PartFile part(file, std::move(handle));
  part.held_bytes_ = static_cast<std::uint64_t>(about.st_size);
  auto etag = read_small_file(part.etag_path(), kMaxEtagFileBytes);
  part.etag_ = etag && part.held_bytes_ > 0 ? *std::move(etag) : "";
  return part;
}

Status PartFile::begin(std::uint64_t at, const std::string& etag) {
  if (::ftruncate(file_.get(), static_cast<off_t>(at)) != 0 ||
      ::lseek(file_.get(), static_cast<off_t>(at), SEEK_SET) < 0) {
    return fail_errno("begin a download");
  }
  held_bytes_ = at;
  if (at == 0 && etag != etag_) {
    etag_ = etag;
    std::error_code ignored;
    std::filesystem::remove(etag_path(), ignored);
    return etag.empty() ? Status() : replace_file(etag_path(), etag);
  }
  return {};
}

Status PartFile::add(std::span<const char> bytes) {
  while (!bytes.empty()) {
    errno = 0;
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return fail_errno("write a download");
    }
    bytes = bytes.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
    held_bytes_ += written < 0 ? 0 : static_cast<std::uint64_t>(written);
  }
  return {};
}

Status PartFile::check(const FeedHashes& hashes) const {
  HashCheck check(hashes);
  std::vector<char> buffer(kReadBytes);
  for (off_t at = 0;;) {
    const ssize_t got = ::pread(file_.get(), buffer.data(), buffer.size(), at);
    if (got == 0) {
      return check.finish();
    }
    if (got < 0 && errno != EINTR) {
      return fail_errno("read a download");
    }
    if (got > 0) {
      check.add({buffer.data(), static_cast<std::size_t>(got)});
      at += got;
    }
  }
}

Status PartFile::finish() {
  std::error_code ignored;
  std::filesystem::remove(etag_path(), ignored);
  etag_.clear();
  return ::fsync(file_.get()) == 0 ? Status() : fail_errno("sync a download");
}

void PartFile::remove() {
  std::error_code ignored;
  std::filesystem::remove(etag_path(), ignored);
  std::filesystem::remove(path_, ignored);
}

}  // namespace bycatch
