// What the organisation watches, as sync has left it in the data folder, and what that adds to answers.
//
// Threads:  one.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

#include "result.h"
#include "watch_pack.h"

namespace bycatch {

class OrganisationWatch {
 public:
  explicit OrganisationWatch(Result<std::filesystem::path> data_folder) : data_folder_(std::move(data_folder)) {}

  // Looks at the file when it is another than before. Null: there is none, or it cannot be read.
  const WatchPack* look();

  // For status: also one that is expired.
  std::optional<HeldWatchPack> held();

  // To a tag that is watched, an advisory of the level `watched`; to a listed photo whose account or picture is
  // watched, that it is. One that is expired adds nothing.
  void add_to(std::span<Answer> answers, std::chrono::sys_days today);

 private:
  Result<std::filesystem::path> data_folder_;
  std::optional<WatchPack> pack_;
  std::filesystem::file_time_type written_{};
  std::uintmax_t size_ = 0;
};

}  // namespace bycatch
