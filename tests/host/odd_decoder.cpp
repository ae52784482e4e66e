// A decoder that does, confined as the real one is, what a picture that took it over might do: the file's first four
// letters say what.
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "decoder_service.h"

namespace {

using bycatch::FileHandle;
using bycatch::PictureFault;
using bycatch::PictureResult;

PictureResult said(bool was_held) {
  return std::unexpected(bycatch::PictureFailure{PictureFault::damaged, was_held ? "held" : "not held"});
}

PictureResult imprint_of_bytes(const FileHandle& file) {
  bycatch::DihedralResult out{};
  if (::pread(file.get(), out.imprints[0].words.data(), sizeof out.imprints[0].words, 0) < 0) std::abort();
  out.quality = 100;
  return out;
}

PictureResult act(const FileHandle& file) {
  std::array<char, 4> letters{};
  if (::pread(file.get(), letters.data(), letters.size(), 0) < 0) std::abort();
  const std::string_view word(letters.data(), letters.size());
  if (word == "OPEN") return said(::open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0);
  if (word == "MAKE") return said(::open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600) < 0);
  if (word == "SOCK") return said(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) < 0);
  if (word == "FORK") {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    return said(child < 0);
  }
  if (word == "EXEC") {
    ::execl("/bin/true", "true", nullptr);
    return said(true);
  }
  if (word == "KILL") return said(::kill(::getppid(), 0) != 0);
  if (word == "LIES") return std::unexpected(bycatch::PictureFailure{static_cast<PictureFault>(200), "x"});
  if (word == "DIES") std::abort();
  if (word == "EATS") {
    // Address space alone: a machine with less memory than that must not be filled.
    void* const memory = ::mmap(nullptr, std::size_t{3} << 30U, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return said(memory == MAP_FAILED);
  }
  if (word == "SPIN") {
    for (volatile bool is_on = true; is_on;) {
    }
  }
  return imprint_of_bytes(file);
}

}  // namespace

int main() {
  std::_Exit(bycatch::serve_pictures(act));
}
