#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <span>

class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status{};
    if (file < 0 || fstat(file, &status) != 0) std::abort();
    size_ = static_cast<std::size_t>(status.st_size);
    map_ = mmap(nullptr, size_, PROT_READ, MAP_SHARED, file, 0);
    if (map_ == MAP_FAILED) std::abort();
    // As the product maps an index: single pages are read, far from each other, and its end at once.
    const std::size_t from = (size_ - size_ / 1024) / kPage * kPage;
    if (madvise(map_, size_, MADV_RANDOM) != 0) std::abort();
    if (madvise(static_cast<char*>(map_) + from, size_ - from, MADV_WILLNEED) != 0) std::abort();
    close(file);
  }
  ~MappedFile() { munmap(map_, size_); }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(map_), size_}; }

 private:
  static constexpr std::size_t kPage = 4096;
  std::size_t size_ = 0;
  void* map_ = nullptr;
};
