// The folder of a feed, as FEED.md lays it down, while its publisher fills it. Everyone may read what is put there: a
// web server is another user.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "metadata.h"
#include "result.h"

namespace bycatch {

class FeedFolder {
 public:
  explicit FeedFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  [[nodiscard]] std::filesystem::path metadata(FeedRole role, std::int64_t version) const;  // timestamp bears none
  [[nodiscard]] std::filesystem::path target(std::string_view path, std::string_view sha256) const;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return folder_; }

  // The versions of a role that are there, ascending.
  [[nodiscard]] std::vector<std::int64_t> versions(FeedRole role) const;

  // Signed bytes.
  // Errors: those of read_small_file().
  [[nodiscard]] Result<std::string> read(FeedRole role, std::int64_t version) const;
  // Errors: those of replace_file().
  Status put(FeedRole role, std::int64_t version, std::string_view text) const;

  // Takes `file` over as the target `path`, and says what targets metadata says of it: length, hashes, `custom`.
  // Errors: io; no_space; permission.
  Result<nlohmann::json> take_target(std::string_view path, const std::filesystem::path& file,
                                     const nlohmann::json& custom) const;
  Result<nlohmann::json> put_target(std::string_view path, std::string_view bytes, const nlohmann::json& custom) const;

  // Removes every target that is not in `kept` (paths below the folder, as target() makes them), and all versions of
  // snapshot and targets below the given ones.
  void prune(const std::set<std::filesystem::path>& kept, std::int64_t first_snapshot,
             std::int64_t first_targets) const;

 private:
  std::filesystem::path folder_;
};

// Whether a target's name stays below the folder, whatever it is.
[[nodiscard]] bool is_target_path(std::string_view path);

// SHA-256 of a file, hexadecimal, and its length.
struct FileHash {
  std::string sha256;
  std::uint64_t bytes = 0;
};
// Errors: not_found; permission; io.
[[nodiscard]] Result<FileHash> hash_file(const std::filesystem::path& file);

}  // namespace bycatch
