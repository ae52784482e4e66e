#include "sandbox.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>

#include "call_filter.h"
#include "readable_folders.h"
#include "sanitizer.h"

namespace bycatch {

namespace {

constexpr rlim_t kMaxOwnMemoryBytes = rlim_t{256} << 20U;
// Maps of every list there is, twice, while one generation takes the place of another.
constexpr rlim_t kMaxAddressBytes = rlim_t{512} << 30U;
constexpr rlim_t kMaxOpenFiles = 256;

// Lowers both limits; one that is lower already stays.
bool limit(__rlimit_resource resource, rlim_t most) {
  rlimit now{};
  if (::getrlimit(resource, &now) != 0) return false;
  const rlimit lower{std::min(now.rlim_cur, most), std::min(now.rlim_max, most)};
  return ::setrlimit(resource, &lower) == 0;
}

bool limit_all() {
  bool is_done = limit(RLIMIT_NOFILE, kMaxOpenFiles);
  if (!kHasSanitizer) {
    is_done = limit(RLIMIT_DATA, kMaxOwnMemoryBytes) && is_done;
    is_done = limit(RLIMIT_AS, kMaxAddressBytes) && is_done;
    is_done = limit(RLIMIT_NPROC, 0) && is_done;
  }
  return is_done;
}

}  // namespace

SandboxState lock_in(std::span<const std::filesystem::path> readable) {
  const bool has_limits = limit_all();
  // Both of the others are refused to a process that could gain rights by exec.
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return has_limits ? SandboxState::partly : SandboxState::none;
  const bool has_folders = allow_reading_only(readable);
  const bool has_filter = filter_calls();
  if (has_limits && has_folders && has_filter) return SandboxState::full;
  return has_limits || has_folders || has_filter ? SandboxState::partly : SandboxState::none;
}

}  // namespace bycatch
