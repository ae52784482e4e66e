#include "file_mapping.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>

namespace bycatch {

// What the signal handler knows of a mapping. `start` is 0 while the slot is free and kTaken before it is filled in.
struct FileMapping::Slot {
  std::atomic<std::uintptr_t> start;
  std::atomic<std::uintptr_t> end;
  std::atomic<bool> is_mended;
};

namespace {

constexpr std::uintptr_t kTaken = 1;
struct sigaction g_before;
std::uintptr_t g_page = 0;

}  // namespace

// All mappings of this process. Reading behind the end of a file that was cut short raises SIGBUS: the handler lays a
// page of zeros there, notes it, and lets the reader go on.
class MappingTable {
 public:
  static FileMapping::Slot* take() {
    static std::once_flag once;
    std::call_once(once, install);
    for (FileMapping::Slot& slot : slots_) {
      std::uintptr_t free = 0;
      if (slot.start.compare_exchange_strong(free, kTaken)) {
        slot.is_mended = false;
        return &slot;
      }
    }
    return nullptr;
  }

 private:
  static void install() {
    g_page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    struct sigaction action{};
    action.sa_sigaction = mend;
    action.sa_flags = SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGBUS, &action, &g_before);
  }

  static void mend(int /*signal*/, siginfo_t* info, void* /*context*/) {
    const int before = errno;
    const auto at = reinterpret_cast<std::uintptr_t>(info->si_addr);
    for (FileMapping::Slot& slot : slots_) {
      const std::uintptr_t start = slot.start.load();
      if (start > kTaken && at >= start && at < slot.end.load()) {
        slot.is_mended.store(true);
        void* const page = reinterpret_cast<void*>(at - at % g_page);  // NOLINT(performance-no-int-to-ptr)
        if (::mmap(page, g_page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED) {
          errno = before;
          return;
        }
      }
    }
    // No mapping of ours: what was to happen before happens when the same instruction runs again.
    ::sigaction(SIGBUS, &g_before, nullptr);
    if (info->si_code <= 0) ::raise(SIGBUS);  // sent, not run into
  }

  static std::array<FileMapping::Slot, FileMapping::kMaxMappings> slots_;
};
std::array<FileMapping::Slot, FileMapping::kMaxMappings> MappingTable::slots_{};

void FileMapping::Release::operator()(Slot* slot) const noexcept {
  slot->start = 0;
}

FileMapping::FileMapping(FileHandle file, std::span<const std::byte> bytes, Slot* slot)
    : file_(std::move(file)), bytes_(bytes), slot_(slot) {
  slot->end = reinterpret_cast<std::uintptr_t>(bytes.data()) + bytes.size();
  slot->start = reinterpret_cast<std::uintptr_t>(bytes.data());
}

FileMapping::FileMapping(FileMapping&& other) noexcept
    : file_(std::move(other.file_)), bytes_(std::exchange(other.bytes_, {})), slot_(std::move(other.slot_)) {}

FileMapping& FileMapping::operator=(FileMapping&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(bytes_, other.bytes_);
  std::swap(slot_, other.slot_);
  return *this;
}

FileMapping::~FileMapping() {
  slot_.reset();
  if (!bytes_.empty()) {
    ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  }
}

Result<FileMapping> FileMapping::open(const std::filesystem::path& path, Access access) {
  FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat about{};
  if (!file.is_open() || ::fstat(file.get(), &about) != 0) {
    return fail_errno("open to map");
  }
  if (!S_ISREG(about.st_mode) || about.st_size == 0) {
    return fail(ErrorCode::bad_format, "nothing to map");
  }
  Slot* const slot = MappingTable::take();
  if (slot == nullptr) {
    return fail(ErrorCode::busy, "too many files are mapped");
  }
  const auto size = static_cast<std::size_t>(about.st_size);
  void* const start = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (start == MAP_FAILED) {
    auto failed = fail_errno("map");
    Release()(slot);
    return failed;
  }
  if (access == Access::lookups) {
    ::madvise(start, size, MADV_RANDOM);  // where it is not taken, only time is lost
  }
  return FileMapping(std::move(file), {static_cast<const std::byte*>(start), size}, slot);
}

void FileMapping::load_end(std::size_t size) const noexcept {
  const std::size_t from = (bytes_.size() - size) / g_page * g_page;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
  ::madvise(const_cast<std::byte*>(bytes_.data()) + from, bytes_.size() - from, MADV_WILLNEED);
}

void FileMapping::let_go() const noexcept {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
  ::madvise(const_cast<std::byte*>(bytes_.data()), bytes_.size(), MADV_DONTNEED);
}

bool FileMapping::is_whole() const noexcept {
  // The last page that is left of a file cut short reads as zeros behind the end, without a signal.
  struct stat about{};
  return !slot_->is_mended.load() && ::fstat(file_.get(), &about) == 0 &&
         static_cast<std::uint64_t>(about.st_size) == bytes_.size();
}

}  // namespace bycatch
