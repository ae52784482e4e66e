// Another program, from its start to its end.
#pragma once

#include <filesystem>

namespace bycatch {

// With this process's environment and standard error, without standard input; what it says on standard output goes to
// standard error. Its exit code; 128 and the signal's number when it was killed; 127 when it could not be started.
int run_program(const std::filesystem::path& program);

}  // namespace bycatch
