#include "acting_user.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace bycatch {

bool is_root() {
  return ::geteuid() == 0;
}

bool is_root_for_a_user() {
  if (!is_root()) return false;
  for (const char* variable : {"SUDO_USER", "DOAS_USER"}) {
    const char* user = std::getenv(variable);
    if (user != nullptr && *user != '\0' && std::string_view(user) != "root") return true;
  }
  const char* id = std::getenv("PKEXEC_UID");
  return id != nullptr && *id != '\0' && std::string_view(id) != "0";
}

bool is_of_another_user(const std::filesystem::path& path) {
  struct stat about{};
  for (std::filesystem::path at = path; !at.empty(); at = at.parent_path()) {
    if (::stat(at.c_str(), &about) == 0) return about.st_uid != ::geteuid();
    if (at == at.root_path()) break;
  }
  return false;
}

bool is_written_by_others(const std::filesystem::path& path) {
  struct stat about{};
  if (::stat(path.c_str(), &about) != 0) return true;
  const bool is_owned = about.st_uid == 0 || about.st_uid == ::geteuid();
  return !is_owned || (about.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

}  // namespace bycatch
