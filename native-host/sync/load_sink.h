// Where the bytes of something loaded go.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "result.h"

namespace bycatch {

class LoadSink {
 public:
  virtual ~LoadSink() = default;

  // Before the first byte: they are those from `at` on, of what bears `etag` (empty: nothing). What was there from `at`
  // on is void.
  virtual Status begin(std::uint64_t at, const std::string& etag) = 0;
  virtual Status add(std::span<const char> bytes) = 0;
};

}  // namespace bycatch
