// The files of a feed that may be given out, open and verified: what no signed metadata names is not in it, so that no
// request can reach it, whatever it says.
//
// Threads:  const members may run on any number of threads at once.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "file_handle.h"
#include "result.h"

namespace bycatch {

// What a file is; the log and the metrics tell no more of a request.
enum class FileKind : std::uint8_t { root, timestamp, snapshot, targets, base, delta, other };
inline constexpr std::size_t kFileKinds = 7;
[[nodiscard]] std::string_view to_string(FileKind kind) noexcept;

struct ServedFile {
  static constexpr std::uint64_t kMaxHeldBytes = 256 << 10;

  FileKind kind = FileKind::other;
  std::uint64_t bytes = 0;
  std::string etag;      // with its quotes
  std::string contents;  // of a file of kMaxHeldBytes at most; a larger one is read when it is asked for
  FileHandle file;       // of a larger one

  // Written once and never changed, as all but the timestamp are.
  [[nodiscard]] bool is_immutable() const { return kind != FileKind::timestamp; }
};

class FeedTable {
 public:
  // Verifies the feed in `folder` from `root` on, at `now`. Files of `before`, which may be null, that are unchanged on
  // the disk are not hashed again, and what it and the one before it gave out stays for clients that are at it.
  // Errors: those of TrustedSet's steps; not_found; truncated, too_large, hash_mismatch, when a target is not what is
  // signed; io; permission.
  static Result<std::shared_ptr<const FeedTable>> load(const std::filesystem::path& folder, std::string_view root,
                                                       std::chrono::sys_seconds now,
                                                       std::shared_ptr<const FeedTable> before);

  // `path` as a request spells it: `/metadata/1.root.json`. Null when it is none of the feed's.
  [[nodiscard]] std::shared_ptr<const ServedFile> find(std::string_view path) const;

  [[nodiscard]] std::size_t files() const noexcept { return files_.size(); }
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::int64_t timestamp_version() const noexcept { return timestamp_version_; }
  [[nodiscard]] std::chrono::sys_seconds expires() const noexcept { return expires_; }  // what expires first

 private:
  friend class TableLoader;
  using Files = std::map<std::string, std::shared_ptr<const ServedFile>, std::less<>>;

  Files files_;
  Files older_;  // of the states before
  Files oldest_;
  std::uint64_t bytes_ = 0;
  std::int64_t timestamp_version_ = 0;
  std::chrono::sys_seconds expires_;
};

}  // namespace bycatch
