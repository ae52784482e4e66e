#include "sandbox_trial.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "child_process.h"
#include "durable_file.h"
#include "file_lock.h"
#include "file_mapping.h"
#include "process.h"
#include "sandbox.h"
#include "sanitizer.h"

namespace bycatch {

namespace {

namespace fs = std::filesystem;

// What a child says by its exit code; none of it is what another program would say.
enum Verdict : int { kHeld = 71, kBroken = 72, kFull = 73, kPartly = 74, kNone = 75 };

constexpr std::string_view kHeldText = "held";
constexpr std::string_view kLaterFile = "later";
constexpr std::array kAnyMessage{std::byte{1}};
constexpr std::chrono::seconds kPatience{10};

// The exit code of `body` in a process of its own, or 0.
int in_child(const std::function<int()>& body) {
  const pid_t id = ::fork();
  if (id == 0) std::_Exit(body());
  int status = 0;
  if (id < 0 || ::waitpid(id, &status, 0) != id || !WIFEXITED(status)) return 0;
  return WEXITSTATUS(status);
}

// Whether a call that gave `result` was refused, rather than failed for another reason.
bool is_refused(long result) {
  return result == -1 && (errno == EPERM || errno == EACCES || errno == ENOSYS);
}

// What the acts are tried on.
struct Place {
  fs::path folder;
  fs::path file;          // in it, holds kHeldText
  MessageSocket& writer;  // on any message, another process puts `later` beside it, and replies
};

struct Act {
  std::string_view what;
  bool (*is_held)(const Place&);
  bool is_left_to_sanitizers = false;
};

bool is_memory_refused(std::size_t bytes, int protection) {
  return ::mmap(nullptr, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
}

bool is_made_executable_refused() {
  constexpr std::size_t kPage = 4096;
  void* const page = ::mmap(nullptr, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page != MAP_FAILED && is_refused(::mprotect(page, kPage, PROT_READ | PROT_EXEC));
}

bool is_another_program_refused() {
  std::string program = "/bin/true";
  const std::array<char*, 2> arguments{program.data(), nullptr};
  const std::array<char*, 1> environment{nullptr};
  return is_refused(::execve(program.c_str(), arguments.data(), environment.data()));
}

bool is_another_process_refused() {
  const pid_t id = ::fork();
  if (id == 0) std::_Exit(kBroken);
  return is_refused(id);
}

bool is_look_into_starter_refused() {
  std::array<char, 8> bytes{};
  const iovec here{bytes.data(), bytes.size()};
  return is_refused(::process_vm_readv(::getppid(), &here, 1, &here, 1, 0));
}

bool are_many_files_refused(const Place& place) {
  for (int count = 0; count < 4096; ++count) {
    if (::open(place.file.c_str(), O_RDONLY | O_CLOEXEC) < 0) return errno == EMFILE;
  }
  return false;
}

bool is_limit_raise_refused() {
  const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
  return is_refused(::setrlimit(RLIMIT_NOFILE, &more));
}

bool is_core_dump_refused() {
  rlimit now{1, 1};
  return ::getrlimit(RLIMIT_CORE, &now) == 0 && now.rlim_max == 0;
}

// All that a list of a later generation goes through.
bool can_use_later_file(const Place& place) {
  const fs::path later = place.folder / kLaterFile;
  if (!place.writer.send(kAnyMessage) || !place.writer.receive(kPatience)) return false;
  const auto text = read_small_file(later, kHeldText.size());
  const auto mapped = FileMapping::open(later);
  return text && *text == kHeldText && mapped && mapped->bytes().size() == kHeldText.size() &&
         FileLock::take(later, FileLock::Kind::shared).has_value();
}

const std::array kActs{
    Act{"connect to the network", [](const Place&) { return is_refused(::socket(AF_INET, SOCK_STREAM, 0)); }},
    Act{"talk to another program", [](const Place&) { return is_refused(::socket(AF_UNIX, SOCK_STREAM, 0)); }},
    Act{"listen to the kernel", [](const Place&) { return is_refused(::socket(AF_NETLINK, SOCK_RAW, 0)); }},
    Act{"make a pair of sockets",
        [](const Place&) {
          std::array<int, 2> ends{};
          return is_refused(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()));
        }},
    Act{"start another program", [](const Place&) { return is_another_program_refused(); }},
    Act{"start another process", [](const Place&) { return is_another_process_refused(); }, true},
    Act{"be traced", [](const Place&) { return is_refused(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)); }, true},
    Act{"trace its starter",
        [](const Place&) { return is_refused(::ptrace(PTRACE_SEIZE, ::getppid(), nullptr, nullptr)); }, true},
    Act{"read another process's memory", [](const Place&) { return is_look_into_starter_refused(); }, true},
    Act{"send another process a signal", [](const Place&) { return is_refused(::kill(::getppid(), 0)); }},
    Act{"have memory that can be written and executed",
        [](const Place&) { return is_memory_refused(4096, PROT_READ | PROT_WRITE | PROT_EXEC); }},
    Act{"make written memory executable", [](const Place&) { return is_made_executable_refused(); }},
    Act{"take a gigabyte of memory",
        [](const Place&) { return is_memory_refused(std::size_t{1} << 30U, PROT_READ | PROT_WRITE); }, true},
    Act{"make a file",
        [](const Place& place) {
          return is_refused(::open((place.folder / "new").c_str(), O_WRONLY | O_CREAT, 0600));
        }},
    Act{"write a file", [](const Place& place) { return is_refused(::open(place.file.c_str(), O_WRONLY)); }},
    Act{"cut a file short", [](const Place& place) { return is_refused(::truncate(place.file.c_str(), 0)); }},
    Act{"remove a file", [](const Place& place) { return is_refused(::unlink(place.file.c_str())); }},
    Act{"rename a file",
        [](const Place& place) { return is_refused(::rename(place.file.c_str(), (place.folder / "other").c_str())); }},
    Act{"link a file",
        [](const Place& place) { return is_refused(::link(place.file.c_str(), (place.folder / "other").c_str())); }},
    Act{"change who may read a file", [](const Place& place) { return is_refused(::chmod(place.file.c_str(), 0666)); }},
    Act{"make a folder", [](const Place& place) { return is_refused(::mkdir((place.folder / "sub").c_str(), 0700)); }},
    Act{"read another file", [](const Place&) { return is_refused(::open("/etc/passwd", O_RDONLY)); }},
    Act{"list a folder",
        [](const Place& place) { return is_refused(::open(place.folder.c_str(), O_RDONLY | O_DIRECTORY)); }},
    Act{"open many files", are_many_files_refused},
    Act{"raise its limits", [](const Place&) { return is_limit_raise_refused(); }},
    Act{"leave a core dump", [](const Place&) { return is_core_dump_refused(); }},
    Act{"have a file without a name", [](const Place&) { return is_refused(::syscall(SYS_memfd_create, "trial", 0)); }},
    Act{"hand work to the kernel", [](const Place&) { return is_refused(::syscall(SYS_io_uring_setup, 1, nullptr)); }},
    Act{"have a namespace of its own", [](const Place&) { return is_refused(::syscall(SYS_unshare, 0x10000000)); }},
    Act{"still read and hold what is put there later", can_use_later_file},
};

Trial try_act(const Act& act, const Place& place) {
  if (kHasSanitizer && act.is_left_to_sanitizers) return {act.what, TrialOutcome::not_tried};
  const int verdict = in_child([&] {
    if (!harden_process() || lock_in(std::array{place.folder}) != SandboxState::full) return +kBroken;
    return +(act.is_held(place) ? kHeld : kBroken);
  });
  return {act.what, verdict == kHeld ? TrialOutcome::held : TrialOutcome::broken};
}

Result<std::vector<Trial>> try_in(const fs::path& folder) {
  auto writer = ChildProcess::start([&](MessageSocket trial) {
    while (trial.receive(std::nullopt)) {
      if (replace_file(folder / kLaterFile, kHeldText)) static_cast<void>(trial.send(kAnyMessage));
    }
    return 0;
  });
  if (!writer) return std::unexpected(writer.error());
  const Place place{folder, folder / "file", writer->link()};
  if (const Status made = replace_file(place.file, kHeldText); !made) return std::unexpected(made.error());
  std::vector<Trial> trials;
  trials.reserve(std::size(kActs));
  for (const Act& act : kActs) trials.push_back(try_act(act, place));
  return trials;
}

}  // namespace

SandboxState sandbox_here() {
  const int verdict = in_child([] {
    switch (lock_in({})) {
      case SandboxState::full:
        return +kFull;
      case SandboxState::partly:
        return +kPartly;
      case SandboxState::none:
        break;
    }
    return +kNone;
  });
  return verdict == kFull ? SandboxState::full : verdict == kPartly ? SandboxState::partly : SandboxState::none;
}

Result<std::vector<Trial>> try_sandbox() {
  std::error_code ignored;
  std::string folder = (fs::temp_directory_path(ignored) / "bycatch-trial-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return fail_errno("make a folder");
  auto trials = try_in(folder);
  fs::remove_all(folder, ignored);
  return trials;
}

}  // namespace bycatch
