#include "own_program.h"

namespace bycatch {

Result<std::filesystem::path> own_program_folder() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) {
    return fail(ErrorCode::io, "where this program stands");
  }
  return program.parent_path();
}

}  // namespace bycatch
