// What is kept of the folders on the watch list: the imprints of their pictures, and how many of them lists held when
// they were last compared. No name of a file. Part of state.db.
//
// Threads:  as StateDb.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "picture_imprint.h"
#include "result.h"
#include "sqlite.h"
#include "watch_list.h"

namespace bycatch {

inline constexpr std::size_t kMaxWatchedPictures = 20'000;  // of all folders together

class WatchedFolders {
 public:
  // `db` is that of a StateDb and must outlive this.
  explicit WatchedFolders(SqliteDb& db) noexcept : db_(&db) {}

  // Takes the place of those that were kept of this folder. A picture that is in it twice counts once.
  // Errors: not_found; too_large, beyond kMaxWatchedPictures, nothing being changed then; busy; io; no_space; corrupt.
  Status set_pictures(const Identifier& folder, std::span<const PictureImprints> pictures);

  // Errors: not_found; busy; io; corrupt.
  [[nodiscard]] Result<std::vector<PictureImprints>> pictures(const Identifier& folder) const;

  // How many of its pictures this generation holds, by dataset: at most kMaxWatchLists.
  // Errors: not_found; bad_request; busy; io; no_space; corrupt.
  Status set_found(const Identifier& folder, const std::string& generation, const std::vector<ListCount>& counts);

  // The generation is empty when it was not compared since its pictures were set.
  // Errors: not_found; busy; io; corrupt.
  [[nodiscard]] Result<WatchSeen> found(const Identifier& folder) const;

 private:
  Status replace_pictures(std::int64_t number, std::span<const PictureImprints> pictures);
  Status replace_found(std::int64_t number, const std::string& generation, const std::vector<ListCount>& counts);

  SqliteDb* db_;
};

}  // namespace bycatch
