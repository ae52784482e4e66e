#include "confinement.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <vector>

#include "file_handle.h"

namespace bycatch {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kDecoderMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kDecoderMachine = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kDecoderMachine = 0;
#endif

// All that decoding asks of the kernel: memory, clocks, threads of its own, and what is open already. A new libc may
// ask by newer calls; what is refused fails as it would on an older kernel.
constexpr auto kDecoderCalls = std::to_array<long>({
    SYS_read,
    SYS_pread64,
    SYS_readv,
    SYS_lseek,
    SYS_fstat,
    SYS_close,
    SYS_dup,
    SYS_fcntl,
    SYS_ppoll,
    SYS_sendto,
    SYS_sendmsg,
    SYS_recvfrom,
    SYS_recvmsg,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_rseq,
    SYS_membarrier,
    SYS_set_robust_list,
    SYS_gettid,
    SYS_getpid,
    SYS_sched_yield,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_gettimeofday,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_getrandom,
    SYS_getrusage,
    SYS_sysinfo,
    SYS_uname,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_sched_getaffinity,
    SYS_exit,
    SYS_exit_group,
    SYS_newfstatat,
    SYS_restart_syscall,
#if defined(__x86_64__)
    SYS_poll,
    SYS_arch_prctl,
#endif
});

constexpr std::uint32_t kRefuseCall = SECCOMP_RET_ERRNO | EPERM;

std::uint32_t argument_offset(std::size_t number) {
  return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + number * sizeof(std::uint64_t));
}

// A program of the kernel's filter language; every rule but the last ends with a verdict or falls through.
class DecoderFilter {
 public:
  DecoderFilter() {
    load(offsetof(seccomp_data, arch));
    add(BPF_JMP | BPF_JEQ | BPF_K, kDecoderMachine, 1, 0);
    verdict(SECCOMP_RET_KILL_PROCESS);  // the numbers of another architecture mean other calls
    load_number();
    for (const long number : kDecoderCalls) allow_if_equal(static_cast<std::uint32_t>(number));
    // A thread, but no process. clone3's flags lie in memory, which a filter cannot read: libc then takes clone.
    rule_for(SYS_clone, [this] {
      load(argument_offset(0));
      add(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1);
      verdict(SECCOMP_RET_ALLOW);
    });
    rule_for(SYS_clone3, [this] { verdict(SECCOMP_RET_ERRNO | ENOSYS); });
    // A signal to one of its own threads: how abort() ends it.
    rule_for(SYS_tgkill, [this] {
      load(argument_offset(0));
      allow_if_equal(static_cast<std::uint32_t>(::getpid()));
    });
    verdict(kRefuseCall);
  }

  [[nodiscard]] bool enter() {
    const sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
    return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
  }

 private:
  void add(unsigned code, std::uint32_t operand, unsigned if_true = 0, unsigned if_false = 0) {
    code_.push_back({static_cast<std::uint16_t>(code), static_cast<std::uint8_t>(if_true),
                     static_cast<std::uint8_t>(if_false), operand});
  }
  void load(std::size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)); }
  void load_number() { load(offsetof(seccomp_data, nr)); }
  void verdict(std::uint32_t what) { add(BPF_RET | BPF_K, what); }
  void allow_if_equal(std::uint32_t value) {
    add(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    verdict(SECCOMP_RET_ALLOW);
  }

  // What `rule` does not decide is refused.
  template <class Rule>
  void rule_for(long number, const Rule& rule) {
    const std::size_t jump = code_.size();
    add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number));
    rule();
    verdict(kRefuseCall);
    code_[jump].jf = static_cast<std::uint8_t>(code_.size() - jump - 1);
  }

  std::vector<sock_filter> code_;
};

}  // namespace

Status confine_process(std::size_t max_memory_bytes) {
  if (kDecoderMachine == 0) return fail(ErrorCode::unsupported, "confinement on this machine");
  const rlimit nothing{0, 0};
  if (::setrlimit(RLIMIT_FSIZE, &nothing) != 0) return fail_errno("RLIMIT_FSIZE");
#if !defined(__SANITIZE_ADDRESS__)
  const rlimit memory{max_memory_bytes, max_memory_bytes};
  if (::setrlimit(RLIMIT_AS, &memory) != 0) return fail_errno("RLIMIT_AS");
#else
  static_cast<void>(max_memory_bytes);
#endif
  return DecoderFilter().enter() ? Status() : fail_errno("seccomp");
}

}  // namespace bycatch
