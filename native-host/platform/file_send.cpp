#include "file_send.h"

#include <sys/sendfile.h>

#include <cerrno>

namespace bycatch {

Result<std::size_t> send_file(int connection, const FileHandle& file, std::uint64_t at, std::size_t size) {
  auto offset = static_cast<off_t>(at);
  ssize_t sent = 0;
  do {
    sent = ::sendfile(connection, file.get(), &offset, size);
  } while (sent < 0 && errno == EINTR);
  if (sent < 0) return fail_errno("send a file");
  return static_cast<std::size_t>(sent);
}

}  // namespace bycatch
