// The two pipes between the browser and this process, as bytes.
//
// Threads:  one.
#pragma once

#include <cstddef>
#include <span>

#include "file_handle.h"
#include "process.h"
#include "result.h"

namespace bycatch {

class StdioPipe {
 public:
  // Takes standard input and output away from the rest of the program: what is printed from now on goes to standard
  // error, and cannot break the framing.
  // Errors: io.
  static Result<StdioPipe> take();

  StdioPipe(FileHandle in, FileHandle out) : in_(std::move(in)), out_(std::move(out)) {}

  // Waits for at least one byte and puts what there is into `buffer`; 0 at the end of the input.
  // Errors: cancelled, when the process that started this one is gone; io.
  Result<std::size_t> read_some(std::span<char> buffer);

  // Errors: cancelled, when the other end is gone; io.
  Status write_all(std::span<const char> bytes);

 private:
  FileHandle in_;
  FileHandle out_;
  ParentWatch parent_;
};

}  // namespace bycatch
