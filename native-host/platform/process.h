// What the host asks of its own process.
#pragma once

#include <cstdint>

#include "result.h"

namespace bycatch {

// Opens the null device in place of a standard stream that the starter had closed, so that no file of ours gets its
// number.
void open_missing_standard_streams();

// No core files, no reading of this process's memory by others of the same user, no gain of rights by exec, no death by
// SIGPIPE, no zombie of an ended child. Inherited by children.
// Errors: io.
Status harden_process();

// Whether the process that started this one is gone. The first watch must be made at start.
class ParentWatch {
 public:
  ParentWatch();
  [[nodiscard]] bool is_parent_gone() const;

 private:
  std::int64_t parent_;
};

}  // namespace bycatch
