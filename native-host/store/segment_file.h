// A segment's bytes on their way into a file.
#pragma once

#include <filesystem>
#include <vector>

#include "file_handle.h"
#include "segment_writer.h"

namespace bycatch {

class SegmentFile final : public ByteSink {
 public:
  // Errors: io; permission; no_space.
  static Result<SegmentFile> create(const std::filesystem::path& file);

  // Errors of each: io; no_space.
  Status append(std::span<const std::byte> bytes) override;
  Status patch_start(std::span<const std::byte> bytes) override;  // and all before it is written out

 private:
  explicit SegmentFile(FileHandle file) : file_(std::move(file)) {}
  Status write_out();

  FileHandle file_;
  std::vector<std::byte> held_;
};

}  // namespace bycatch
