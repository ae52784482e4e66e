#include "segment_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace bycatch {
namespace {

constexpr std::size_t kHeldBytes = std::size_t{1} << 20U;

}  // namespace

Result<SegmentFile> SegmentFile::create(const std::filesystem::path& path) {
  FileHandle file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  return file.is_open() ? Result<SegmentFile>(SegmentFile(std::move(file))) : fail_errno("create a segment");
}

Status SegmentFile::write_out() {
  std::span<const std::byte> rest = held_;
  while (!rest.empty()) {
    const ssize_t written = ::write(file_.get(), rest.data(), rest.size());
    if (written < 0 && errno != EINTR) {
      return fail_errno("write a segment");
    }
    rest = rest.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  held_.clear();
  return {};
}

Status SegmentFile::append(std::span<const std::byte> bytes) {
  held_.insert(held_.end(), bytes.begin(), bytes.end());
  return held_.size() < kHeldBytes ? Status() : write_out();
}

Status SegmentFile::patch_start(std::span<const std::byte> bytes) {
  if (const Status written = write_out(); !written) {
    return written;
  }
  if (::lseek(file_.get(), 0, SEEK_SET) != 0) {
    return fail_errno("rewind a segment");
  }
  held_.assign(bytes.begin(), bytes.end());
  return write_out();
}

}  // namespace bycatch
