// Sorted runs of records, one after another in one file that is thrown away.
#pragma once

#include <array>
#include <filesystem>
#include <vector>

#include "file_handle.h"
#include "result.h"
#include "staged_record.h"

namespace bycatch {

// One run: where its records lie, and where those of each key space begin among them.
struct Run {
  std::uint64_t first = 0;                             // in records from the file's start
  std::array<std::uint64_t, kKeySpaces + 1> spaces{};  // the last is the run's size
};

// Fills in Run::spaces.
[[nodiscard]] std::array<std::uint64_t, kKeySpaces + 1> space_starts(std::span<const StagedRecord> sorted);

class RunFile {
 public:
  // Errors: io; permission; no_space.
  static Result<RunFile> create(const std::filesystem::path& file);

  // Errors: io; no_space.
  Status append(std::span<const StagedRecord> records);
  [[nodiscard]] std::uint64_t records() const noexcept { return records_; }

  // Threads: any number, of what was appended before.
  // Errors: io.
  Status read(std::uint64_t first, std::span<StagedRecord> out) const;

 private:
  explicit RunFile(FileHandle file) : file_(std::move(file)) {}
  FileHandle file_;
  std::uint64_t records_ = 0;
};

}  // namespace bycatch
