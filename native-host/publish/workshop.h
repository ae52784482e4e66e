// What a publisher keeps, in one folder that is nobody else's:
//
// <workshop>/publish.json        settings (publish_settings.h)
// <workshop>/root.json           the first root: what people are given to trust
// <workshop>/keys/ROLE.pem       keys of targets, snapshot and timestamp; those of root lie elsewhere
// <workshop>/lists/DATASET.json  what is said of a list (list_statement.h); DATASET.shard: its rows (SHARDS.md)
// <workshop>/catalogue/          cards and advisories of its own, as shared/catalogue has them
// <workshop>/removals            what is never published (removals.h)
// <workshop>/states/PACK/        the last states of each pack, from which deltas lead to the present one
// <workshop>/pending/            a root that waits for signatures, and the key that comes with it
// <workshop>/work/               thrown away
// <workshop>/feed/               what is given out (FEED.md)
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "file_lock.h"
#include "metadata.h"
#include "result.h"

namespace bycatch {

// `[a-z0-9][a-z0-9_-]{0,63}`, of a dataset or a pack.
[[nodiscard]] bool is_plain_id(std::string_view text);

class Workshop {
 public:
  // Errors: not_found, when nothing was begun there; busy, when another command is at work in it; permission; io.
  static Result<Workshop> open(const std::filesystem::path& folder);
  // Makes the folders.
  // Errors: bad_request, when there is one; as open().
  static Result<Workshop> create(const std::filesystem::path& folder);

  [[nodiscard]] std::filesystem::path settings() const { return folder_ / "publish.json"; }
  [[nodiscard]] std::filesystem::path first_root() const { return folder_ / "root.json"; }
  [[nodiscard]] std::filesystem::path key(FeedRole role) const;
  [[nodiscard]] std::filesystem::path next_key(FeedRole role) const;
  [[nodiscard]] std::filesystem::path pending_root() const { return folder_ / "pending" / "root.json"; }
  [[nodiscard]] std::filesystem::path statement(std::string_view dataset) const;
  [[nodiscard]] std::filesystem::path shard(std::string_view dataset) const;
  [[nodiscard]] std::filesystem::path catalogue() const { return folder_ / "catalogue"; }
  [[nodiscard]] std::filesystem::path removals() const { return folder_ / "removals"; }
  [[nodiscard]] std::filesystem::path states(std::string_view pack) const;
  [[nodiscard]] std::filesystem::path work() const { return folder_ / "work"; }
  [[nodiscard]] std::filesystem::path feed() const { return folder_ / "feed"; }

  // Ids of the lists, ascending.
  [[nodiscard]] std::vector<std::string> datasets() const;

 private:
  Workshop(std::filesystem::path folder, FileLock lock) : folder_(std::move(folder)), lock_(std::move(lock)) {}
  static Result<Workshop> lock(const std::filesystem::path& folder);

  std::filesystem::path folder_;
  FileLock lock_;
};

}  // namespace bycatch
