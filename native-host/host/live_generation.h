// The generation that answers: the live one, as long as it can be opened; else the last one that could.
//
// Threads:  one.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

#include "answerer.h"
#include "result.h"

namespace bycatch {

class LiveGeneration {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  explicit LiveGeneration(Result<std::filesystem::path> data_folder, Clock clock = std::chrono::steady_clock::now)
      : data_folder_(std::move(data_folder)), clock_(std::move(clock)) {}

  // What to answer the next request from. Looks at the disk at most once a second. A copy keeps its generation whole
  // and open, however often the live one is replaced meanwhile.
  IndexInUse look();

  // That the generation in use could not be read. Remembered until another takes its place.
  void report_damage(ErrorCode code);

 private:
  void refresh();

  Result<std::filesystem::path> data_folder_;
  Clock clock_;
  std::optional<std::chrono::steady_clock::time_point> looked_at_;
  IndexInUse in_use_;
  std::optional<ErrorCode> damage_;
};

}  // namespace bycatch
