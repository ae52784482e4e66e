// Runs steps one after another until one fails.
#pragma once

#include "result.h"

namespace bycatch {

template <class... Steps>
[[nodiscard]] Status in_turn(Steps&&... steps) {
  Status status;
  static_cast<void>(((status = steps(), status.has_value()) && ...));
  return status;
}

}  // namespace bycatch
