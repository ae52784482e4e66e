// How every part says that something failed.
#pragma once

#include <expected>
#include <string>
#include <utility>

#include "protocol.gen.h"

namespace bycatch {

struct Error {
  ErrorCode code;      // all that crosses the wire
  std::string detail;  // for the local log: file name, offset, errno; never a URL, key or account
};

template <class T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string detail) {
  return std::unexpected(Error{code, std::move(detail)});
}

}  // namespace bycatch
