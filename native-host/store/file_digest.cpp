#include "file_digest.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "file_handle.h"
#include "sha256.h"

namespace bycatch {

Result<FileDigest> digest_file(const std::filesystem::path& path) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) {
    return fail_errno("open to digest");
  }
  Sha256 sha256;
  FileDigest digest;
  std::vector<std::byte> piece(std::size_t{1} << 20);
  for (ssize_t got = 1; got != 0;) {
    got = ::read(file.get(), piece.data(), piece.size());
    if (got > 0) {
      sha256.add(std::span(piece).first(static_cast<std::size_t>(got)));
      digest.size_bytes += got;
    } else if (got < 0 && errno != EINTR) {
      return fail_errno("read to digest");
    }
  }
  digest.sha256 = sha256.hex();
  return digest;
}

}  // namespace bycatch
