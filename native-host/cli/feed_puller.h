// Keeps the copy of a feed up to date, in a process of its own: what reads from the network serves nobody, and what
// serves writes nothing.
//
// Threads:  one.
#pragma once

#include <chrono>

#include "child_process.h"
#include "feed_copy.h"
#include "output.h"

namespace bycatch {

class FeedPuller {
 public:
  // Looks at the feed at once and then after every `pause`, or later when the server asks for it, until this is gone.
  // What goes wrong after the first time is noted on `output`.
  // Requires: no other thread runs.
  // Errors: io; busy.
  static Result<FeedPuller> start(Output& output, const CopyRequest& request, std::chrono::minutes pause);

  // How the first time ended.
  // Errors: FeedCopy::run()'s; internal, when the process is gone.
  Status await_first();

 private:
  explicit FeedPuller(ChildProcess child) : child_(std::move(child)) {}
  ChildProcess child_;
};

}  // namespace bycatch
