// Makes the next generation from the live one: its lists, some of them replaced or added, and this program's catalogue.
// Memory is bounded; a list may be larger than it. A stop at any step leaves the live generation as it was; what is
// left lying about goes at the next begin().
//
// Threads:  one thread at a time. One builder per data folder, over all processes: it holds a lock.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "list_row.h"
#include "result.h"

namespace bycatch {

class GenerationBuilder {
 public:
  struct Outcome {
    std::string generation;  // the live one's name now
    bool changed = false;    // false: all this was in the live generation already
  };

  // Creates the data folder if need be, takes the lock, removes old generations that nobody reads.
  // Errors: busy, when another builder is at work; io; permission; read_only; no_space; corrupt and unsupported, when
  // the live generation cannot be carried over.
  static Result<GenerationBuilder> begin(const std::filesystem::path& data_folder, std::chrono::sys_seconds now);

  GenerationBuilder(GenerationBuilder&&) noexcept;
  GenerationBuilder& operator=(GenerationBuilder&&) noexcept;
  ~GenerationBuilder();

  // Rows added from here on are the whole list of `dataset`. Without a date: today, or the day that the live list of
  // equal content bears.
  // Errors: bad_request, when the id or the date is not one, the date is to come, or the dataset was begun before.
  Status begin_list(const std::string& dataset, const std::optional<std::string>& date);

  // Duplicates are taken once. Requires: begin_list().
  // Errors: io; no_space.
  Status add(const ListRow& row);

  // Sorts, writes, checks and makes live. The builder is spent, whatever it returns.
  // Errors: io; no_space; corrupt.
  Result<Outcome> finish();

 private:
  class Impl;
  explicit GenerationBuilder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bycatch
