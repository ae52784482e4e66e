// A file's bytes in memory, read-only. They stay when the file is removed; when it is cut short or its disk fails, they
// read as zeros from there on and is_whole() says so: whoever reads them lives on.
//
// Threads:  any number may read at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "file_handle.h"
#include "result.h"

namespace bycatch {

class FileMapping {
 public:
  static constexpr std::size_t kMaxMappings = 64;  // at a time, in one process

  // What will be read: all of it, or single pages far from each other, without what lies around them.
  enum class Access : std::uint8_t { whole, lookups };

  // Errors: not_found; permission; bad_format, when it is no regular file; busy, when kMaxMappings are in use; io.
  static Result<FileMapping> open(const std::filesystem::path& file, Access access = Access::whole);

  FileMapping(FileMapping&&) noexcept;
  FileMapping& operator=(FileMapping&&) noexcept;
  ~FileMapping();

  // Begins at a page.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return bytes_; }

  // Begins to load the last bytes. Requires: size <= bytes().size().
  void load_end(std::size_t size) const noexcept;

  // What was read goes from memory, and comes from the file again when it is read again: for who has read all of it.
  void let_go() const noexcept;

  // Whether all that was read so far was the file's, as long as it was when it was opened. To be asked after reading.
  [[nodiscard]] bool is_whole() const noexcept;

 private:
  struct Slot;
  struct Release {
    void operator()(Slot* slot) const noexcept;
  };
  friend class MappingTable;

  FileMapping(FileHandle file, std::span<const std::byte> bytes, Slot* slot);

  FileHandle file_;
  std::span<const std::byte> bytes_;
  std::unique_ptr<Slot, Release> slot_;
};

}  // namespace bycatch
