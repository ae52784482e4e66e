// Owns one open file, pipe end or socket of this system.
#pragma once

#include <string>

#include "result.h"

namespace bycatch {

class FileHandle {
 public:
  FileHandle() = default;
  explicit FileHandle(int descriptor) noexcept : descriptor_(descriptor) {}
  FileHandle(FileHandle&& other) noexcept;
  FileHandle& operator=(FileHandle&& other) noexcept;
  ~FileHandle();

  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] int get() const noexcept { return descriptor_; }
  void close() noexcept;

 private:
  int descriptor_ = -1;
};

// The failure of a system call: `what` and errno as detail; the code by errno.
// Codes: permission, read_only, no_space, not_found, busy (would block), cancelled (the other end is gone); else io.
[[nodiscard]] std::unexpected<Error> fail_errno(std::string what);

}  // namespace bycatch
