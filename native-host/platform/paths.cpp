#include "paths.h"

#include <cstdlib>

namespace bycatch {

Result<std::filesystem::path> data_folder() {
  const auto folder_in = [](const char* variable) -> std::filesystem::path {
    const char* value = std::getenv(variable);
    return value == nullptr ? "" : value;
  };
  if (auto home = folder_in("BYCATCH_HOME"); !home.empty()) {
    if (!home.is_absolute()) return fail(ErrorCode::bad_request, "BYCATCH_HOME is not absolute");
    return home;
  }
  // The XDG specification has a relative XDG_DATA_HOME ignored.
  if (const auto data = folder_in("XDG_DATA_HOME"); data.is_absolute()) return data / "bycatch";
  if (const auto home = folder_in("HOME"); home.is_absolute()) return home / ".local" / "share" / "bycatch";
  return fail(ErrorCode::not_found, "none of BYCATCH_HOME, XDG_DATA_HOME and HOME is set");
}

std::filesystem::path system_policy_file() {
  const char* file = std::getenv("BYCATCH_POLICY");
  return file == nullptr || *file == '\0' ? "/etc/bycatch/policy.json" : file;
}

}  // namespace bycatch
