#include "system_error.h"

#include <cerrno>
#include <string>

namespace bycatch {

ErrorCode code_of_errno(int number) noexcept {
  switch (number) {
    case EACCES:
    case EPERM:
      return ErrorCode::permission;
    case ENOENT:
    case ENOTDIR:
      return ErrorCode::not_found;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ErrorCode::no_space;
    case EROFS:
      return ErrorCode::read_only;
    case EBUSY:
    case EWOULDBLOCK:
      return ErrorCode::busy;
    default:
      return ErrorCode::io;
  }
}

std::unexpected<Error> system_failure(int number, std::string_view doing) {
  return fail(code_of_errno(number), std::string(doing) + ": errno " + std::to_string(number));
}

}  // namespace bycatch
