#include "kept_rights.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdlib>

#include "call_filter.h"
#include "own_program.h"
#include "readable_folders.h"

namespace bycatch {

namespace {

// Libraries, certificates, how names become addresses, the clock, the processor.
constexpr const char* kSystem[] = {"/usr",
                                   "/lib",
                                   "/lib32",
                                   "/lib64",
                                   "/etc",
                                   "/proc",
                                   "/sys",
                                   "/run/systemd",
                                   "/run/nscd",
                                   "/run/NetworkManager",
                                   "/run/resolvconf",
                                   "/dev",
                                   "/nix/store",
                                   "/gnu/store"};
// Where these are links to elsewhere, as in a virtual machine, what they lead to.
constexpr const char* kFollowed[] = {"/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/localtime"};
// Certificates of an administrator's own.
constexpr const char* kNamedByEnvironment[] = {"SSL_CERT_FILE", "SSL_CERT_DIR"};
constexpr const char* kSinks[] = {"/dev/null", "/dev/tty"};

}  // namespace

SandboxState keep_only(const KeptRights& rights) {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return SandboxState::none;
  std::vector<std::filesystem::path> readable(rights.readable);
  readable.insert(readable.end(), std::begin(kSystem), std::end(kSystem));
  readable.insert(readable.end(), std::begin(kFollowed), std::end(kFollowed));
  for (const char* name : kNamedByEnvironment) {
    if (const char* place = std::getenv(name)) readable.emplace_back(place);
  }
  const auto own = own_program_folder();
  if (rights.starts_programs && own) readable.push_back(*own);
  std::vector<std::filesystem::path> writable(rights.writable);
  writable.insert(writable.end(), std::begin(kSinks), std::end(kSinks));
  const bool has_folders = allow_folders(readable, writable);
  const bool has_filter = rights.starts_programs || refuse_other_programs();
  if (has_folders && has_filter) return SandboxState::full;
  return has_folders || has_filter ? SandboxState::partly : SandboxState::none;
}

}  // namespace bycatch
