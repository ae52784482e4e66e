// A file that is being loaded, and stays when that stops, to be gone on with later. `<file>.etag` beside it says of
// what its bytes are, for this one purpose.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "feed_hash.h"
#include "file_handle.h"
#include "load_sink.h"
#include "result.h"

namespace bycatch {

class PartFile final : public LoadSink {
 public:
  // Creates it if need be.
  // Errors: permission, also for what is no file of its own here; io; no_space; read_only.
  static Result<PartFile> open(const std::filesystem::path& file);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::uint64_t held_bytes() const noexcept { return held_bytes_; }
  [[nodiscard]] const std::string& etag() const noexcept { return etag_; }

  Status begin(std::uint64_t at, const std::string& etag) override;
  Status add(std::span<const char> bytes) override;

  // Empties it.
  Status clear() { return begin(0, {}); }

  // Reads it whole.
  // Errors: hash_mismatch; io.
  [[nodiscard]] Status check(const FeedHashes& hashes) const;

  // Waits for the disk; the ETag is not needed any more.
  Status finish();

  // Takes both files away.
  void remove();

 private:
  PartFile(std::filesystem::path path, FileHandle file) : path_(std::move(path)), file_(std::move(file)) {}
  [[nodiscard]] std::filesystem::path etag_path() const { return path_.string() + ".etag"; }

  std::filesystem::path path_;
  FileHandle file_;
  std::uint64_t held_bytes_ = 0;
  std::string etag_;
};

}  // namespace bycatch
