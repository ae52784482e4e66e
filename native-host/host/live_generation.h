// The generation that answers: the live one, as long as it can be opened; else the last one that could.
//
// Threads:  one.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "answerer.h"
#include "result.h"

namespace bycatch {

class LiveGeneration {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  explicit LiveGeneration(Result<std::filesystem::path> data_folder, Clock clock = std::chrono::steady_clock::now)
      : data_folder_(std::move(data_folder)), clock_(std::move(clock)) {}

  // What to answer the next request from. Reads the live one's name each time, so that nobody is answered from lists
  // that were replaced; one that could not be opened is tried again at most once a second. A copy keeps its generation
  // whole and open, however often the live one is replaced meanwhile.
  IndexInUse look();

  [[nodiscard]] const Result<std::filesystem::path>& data_folder() const noexcept { return data_folder_; }

  // That the generation in use could not be read. Remembered until another takes its place.
  void report_damage(ErrorCode code);

 private:
  struct Failed {
    std::string name;
    ErrorCode code;
    std::chrono::steady_clock::time_point at;
  };

  void refresh();

  Result<std::filesystem::path> data_folder_;
  Clock clock_;
  IndexInUse in_use_;
  // The last one that could not be opened.
  std::optional<Failed> failed_;
  std::optional<ErrorCode> damage_;
};

}  // namespace bycatch
