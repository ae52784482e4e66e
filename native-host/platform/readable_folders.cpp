#include "readable_folders.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

#include "file_handle.h"
#include "sanitizer.h"

namespace bycatch {

namespace {

// As the kernel has it since version 6 of Landlock; older ones are given as much of it as they know.
struct Ruleset {
  std::uint64_t files;
  std::uint64_t net;
  std::uint64_t scoped;
};
constexpr std::uint64_t kBindAndConnectTcp = 3;
// Signals are not among what is scoped: the kernel would then keep back the one by which the broker learns that its
// starter has ended. The call filter refuses to send them.
constexpr std::uint64_t kAbstractSockets = 1;

// By version of Landlock, what of files it can refuse: 13 acts in the first, then linking elsewhere, truncating, and
// (version 5) talking to devices.
std::uint64_t all_of_files(long version) {
  const unsigned acts = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
  return (std::uint64_t{1} << acts) - 1;
}

std::size_t ruleset_size(long version) {
  return sizeof(std::uint64_t) * (version >= 6 ? 3U : version >= 4 ? 2U : 1U);
}

// What can be done with a file that is no folder.
constexpr std::uint64_t kActsOnFiles = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                       LANDLOCK_ACCESS_FS_READ_FILE | std::uint64_t{1} << 14U /* truncate */;
constexpr std::uint64_t kReading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

bool allow(const FileHandle& rules, const std::filesystem::path& folder, std::uint64_t acts) {
  const FileHandle place(::open(folder.c_str(), O_PATH | O_CLOEXEC));
  struct stat status{};
  if (!place.is_open() || ::fstat(place.get(), &status) != 0) return false;
  if (!S_ISDIR(status.st_mode)) acts &= kActsOnFiles;
  const landlock_path_beneath_attr rule{.allowed_access = acts, .parent_fd = place.get()};
  return ::syscall(SYS_landlock_add_rule, rules.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

long landlock_version() {
  return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

FileHandle make_rules(long version, const Ruleset& asked) {
  return FileHandle(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &asked, ruleset_size(version), 0)));
}

}  // namespace

bool allow_reading_only(std::span<const std::filesystem::path> folders) {
  const long version = landlock_version();
  if (version < 1) return false;
  const FileHandle rules = make_rules(version, {all_of_files(version), kBindAndConnectTcp, kAbstractSockets});
  if (!rules.is_open()) return false;
  for (const std::filesystem::path& folder : folders) {
    static_cast<void>(allow(rules, folder, LANDLOCK_ACCESS_FS_READ_FILE));
  }
  if (kHasSanitizer) static_cast<void>(allow(rules, "/proc", kReading));
  return ::syscall(SYS_landlock_restrict_self, rules.get(), 0) == 0;
}

bool allow_folders(std::span<const std::filesystem::path> readable, std::span<const std::filesystem::path> writable) {
  const long version = landlock_version();
  if (version < 1) return false;
  // A first version cannot let files be moved between folders: it would refuse what a new generation needs.
  if (version < 2) return false;
  const std::uint64_t acts = all_of_files(version);
  const FileHandle rules = make_rules(version, {acts & ~std::uint64_t{LANDLOCK_ACCESS_FS_EXECUTE}, 0, 0});
  if (!rules.is_open()) return false;
  for (const std::filesystem::path& place : readable) static_cast<void>(allow(rules, place, kReading));
  for (const std::filesystem::path& place : writable) {
    static_cast<void>(allow(rules, place, acts & ~std::uint64_t{LANDLOCK_ACCESS_FS_EXECUTE}));
  }
  return ::syscall(SYS_landlock_restrict_self, rules.get(), 0) == 0;
}

}  // namespace bycatch
