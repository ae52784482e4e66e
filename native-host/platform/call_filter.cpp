#include "call_filter.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "sanitizer.h"

namespace bycatch {

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kProcessor = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kProcessor = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kProcessor = 0;  // not known to us
#endif

// What answering needs, whatever its arguments.
constexpr std::uint32_t kAllowed[] = {
    // what is open: lists, catalogue, the pipes, the link to the broker
    SYS_read,
    SYS_readv,
    SYS_pread64,
    SYS_write,
    SYS_writev,
    SYS_close,
    SYS_fstat,
    SYS_lseek,
    SYS_flock,
    SYS_fadvise64,
    SYS_ppoll,
    SYS_recvfrom,
    SYS_recvmsg,
    SYS_shutdown,
    // where files are
    SYS_newfstatat,
    SYS_faccessat,
    SYS_readlinkat,
    SYS_getcwd,
    SYS_statfs,
    SYS_fstatfs,
    // memory
    SYS_munmap,
    SYS_mremap,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_getrandom,
    // time
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
    // itself
    SYS_getpid,
    SYS_gettid,
    SYS_getppid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_sysinfo,
    SYS_uname,
    SYS_wait4,
    SYS_restart_syscall,
    SYS_exit,
    SYS_exit_group,
#if defined(__x86_64__)
    SYS_poll,
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
    SYS_time,
#endif
};

// What a leak checker and a sanitizer's report need besides.
constexpr std::uint32_t kAllowedToSanitizers[] = {
    SYS_clone,
    SYS_ptrace,
    SYS_prctl,
    SYS_getdents64,
    SYS_pipe2,
    SYS_mincore,
    SYS_process_vm_readv,
    SYS_sched_setaffinity,
#if defined(__x86_64__)
    SYS_pipe,
    SYS_fork,
    SYS_arch_prctl,
    SYS_getdents,
#endif
};

// What a command that talks to the network has no need of.
constexpr std::uint32_t kRefused[] = {
    // other programs
    SYS_execve,
    SYS_execveat,
    SYS_kill,
    SYS_tkill,
    SYS_rt_sigqueueinfo,
    SYS_process_vm_writev,
    // the system
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_init_module,
    SYS_finit_module,
    SYS_kexec_load,
    SYS_reboot,
    SYS_swapon,
    SYS_syslog,
    SYS_personality,
    SYS_acct,
    SYS_quotactl,
    SYS_open_by_handle_at,
#ifdef SYS_io_uring_setup
    SYS_io_uring_setup,
#endif
#ifdef SYS_pidfd_getfd
    SYS_pidfd_getfd,
#endif
#ifdef SYS_pidfd_send_signal
    SYS_pidfd_send_signal,
#endif
};
constexpr std::uint32_t kRefusedButToSanitizers[] = {SYS_ptrace, SYS_process_vm_readv};

// Newer ways of doing old things: the C library goes back to the old one when they are not there.
constexpr std::uint32_t kUnknown[] = {
#ifdef SYS_statx
    SYS_statx,
#endif
#ifdef SYS_clone3
    SYS_clone3,
#endif
#ifdef SYS_openat2
    SYS_openat2,
#endif
#ifdef SYS_faccessat2
    SYS_faccessat2,
#endif
};
constexpr std::uint32_t kFirstUnknown = 450;  // numbers given out after this filter was written

constexpr std::uint32_t kAllow = SECCOMP_RET_ALLOW;
constexpr std::uint32_t refuse(std::uint32_t error) {
  return SECCOMP_RET_ERRNO | error;
}

// A filter under way: the kernel runs it from the top for each call, over a seccomp_data.
class Filter {
 public:
  // The numbers of another processor mean other calls: who makes one ends. Then the call's is there to be looked at.
  Filter() {
    load(offsetof(seccomp_data, arch));
    end_unless(kProcessor, SECCOMP_RET_KILL_PROCESS);
    load(offsetof(seccomp_data, nr));
  }
  void end(std::uint32_t result) { add(BPF_RET | BPF_K, result, 0, 0); }

  void end_if(std::uint32_t value, std::uint32_t result) {
    add(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    end(result);
  }
  void end_unless(std::uint32_t value, std::uint32_t result) {
    add(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0);
    end(result);
  }
  void end_from(std::uint32_t least, std::uint32_t result) {
    add(BPF_JMP | BPF_JGE | BPF_K, least, 0, 1);
    end(result);
  }

  // `call` is allowed when none of `bits` is set in the lower half of its argument number `index`.
  void allow_without(std::uint32_t call, unsigned index, std::uint32_t bits, std::uint32_t error) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4);
    load(lower_half(index));
    add(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1);
    end(refuse(error));
    end(kAllow);
  }
  // … when its argument's lower half is one of `values`.
  void allow_with(std::uint32_t call, unsigned index, std::initializer_list<std::uint32_t> values) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, static_cast<std::uint8_t>(2 + 2 * values.size()));
    load(lower_half(index));
    for (const std::uint32_t value : values) end_if(value, kAllow);
    end(refuse(EPERM));
  }
  // … when its argument, a pointer, is null.
  void allow_with_null(std::uint32_t call, unsigned index) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 7);
    load(lower_half(index));
    end_unless(0, refuse(EPERM));
    load(lower_half(index) + sizeof(std::uint32_t));
    end_unless(0, refuse(EPERM));
    end(kAllow);
  }

  [[nodiscard]] bool install() {
    const sock_fprog program{static_cast<unsigned short>(steps_.size()), steps_.data()};
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
  }

 private:
  static constexpr std::uint32_t lower_half(unsigned index) {  // of a machine whose lower half comes first
    return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t));
  }
  void load(std::size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset), 0, 0); }
  void add(unsigned code, std::uint32_t value, std::uint8_t if_true, std::uint8_t if_false) {
    steps_.push_back({static_cast<std::uint16_t>(code), if_true, if_false, value});
  }

  std::vector<sock_filter> steps_;
};

void allow_by_arguments(Filter& filter) {
  constexpr std::uint32_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC;
  filter.allow_without(SYS_openat, 2, kWriting, EACCES);
#if defined(__x86_64__)
  filter.allow_without(SYS_open, 1, kWriting, EACCES);
#endif
  filter.allow_without(SYS_mmap, 2, PROT_EXEC, EACCES);
  filter.allow_without(SYS_mprotect, 2, PROT_EXEC, EACCES);
  filter.allow_with(SYS_fcntl, 1, {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC});
  // abort() sends itself a signal.
  filter.allow_with(SYS_tgkill, 0, {static_cast<std::uint32_t>(::getpid())});
  filter.allow_with_null(SYS_sendto, 4);     // to the broker, not to an address
  filter.allow_with_null(SYS_prlimit64, 2);  // limits are read, not set
}

}  // namespace

bool refuse_other_programs() {
  if (kProcessor == 0) return false;
  Filter filter;
  for (const std::uint32_t call : kRefused) filter.end_if(call, refuse(EPERM));
  if (!kHasSanitizer) {
    for (const std::uint32_t call : kRefusedButToSanitizers) filter.end_if(call, refuse(EPERM));
  }
  filter.end(kAllow);
  return filter.install();
}

bool filter_calls() {
  if (kProcessor == 0) return false;
  Filter filter;
  for (const std::uint32_t call : kAllowed) filter.end_if(call, kAllow);
  if (kHasSanitizer) {
    for (const std::uint32_t call : kAllowedToSanitizers) filter.end_if(call, kAllow);
  }
  allow_by_arguments(filter);
  for (const std::uint32_t call : kUnknown) filter.end_if(call, refuse(ENOSYS));
  filter.end_from(kFirstUnknown, refuse(ENOSYS));
  filter.end(refuse(EPERM));
  return filter.install();
}

}  // namespace bycatch
