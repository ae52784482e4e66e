// Records of new lists on their way into a segment: taken in any order and number, sorted in bounded memory, what does
// not fit in a file.
//
// Threads:  one thread at a time; sorting and writing go on beside it on another.
#pragma once

#include <cstddef>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <vector>

#include "run_file.h"
#include "staged_record.h"

namespace bycatch {

// The records of one key space in their order, none twice.
class RecordCursor {
 public:
  RecordCursor(RecordCursor&&) noexcept = default;
  RecordCursor& operator=(RecordCursor&&) noexcept = default;
  ~RecordCursor() = default;

  // The next one, which stays until the next call; null at the end.
  // Errors: io.
  Result<const StagedRecord*> next();

 private:
  friend class RecordStage;
  RecordCursor() = default;

  // What is left of one run.
  struct Source {
    std::vector<StagedRecord> piece;
    std::span<const StagedRecord> at_hand;
    std::uint64_t first = 0;  // of what is still in the file
    std::uint64_t left = 0;
  };
  Status add(Source source);
  Status refill(Source& source) const;
  Status step();
  [[nodiscard]] const StagedRecord& front(std::size_t at) const { return sources_[heap_[at]].at_hand.front(); }
  void sift_down(std::size_t at);

  const RunFile* file_ = nullptr;
  std::size_t piece_records_ = 0;
  std::vector<Source> sources_;
  std::vector<std::size_t> heap_;  // of sources, the one with the least record first
  std::optional<StagedRecord> last_;
};

class RecordStage {
 public:
  static constexpr std::size_t kDefaultMemoryBytes = std::size_t{256} << 20U;

  // `file` comes into being when memory does not suffice, and belongs to the stage.
  explicit RecordStage(std::filesystem::path file, std::size_t memory_bytes = kDefaultMemoryBytes);
  RecordStage(const RecordStage&) = delete;
  RecordStage& operator=(const RecordStage&) = delete;
  ~RecordStage();

  // Errors: io; no_space.
  Status add(const StagedRecord& record) {
    if (filling_.size() == capacity_) {
      if (const Status spilt = spill(); !spilt) return spilt;
    }
    filling_.push_back(record);
    return {};
  }

  // A run that is sorted already, in pieces: begin_run(), add_sorted()..., add() or finish() again after end_run().
  // Errors: io; no_space; bad_format, when a record does not come behind the one before.
  Status add_sorted(std::span<const StagedRecord> records);
  Status end_run();

  // After the last record.
  // Errors: io; no_space.
  Status finish();

  // Requires: finish().
  // Errors: io.
  [[nodiscard]] Result<RecordCursor> read(KeySpace space) const;

 private:
  Status spill();
  Status settle();
  Status sort_and_write();
  Status open_file();

  std::filesystem::path path_;
  std::size_t memory_bytes_;
  std::size_t capacity_;
  std::optional<RunFile> file_;
  std::vector<Run> runs_;
  Run memory_run_;  // of filling_, when there is no file
  std::optional<StagedRecord> last_sorted_;
  Run sorted_run_;
  std::vector<StagedRecord> filling_;
  std::vector<StagedRecord> sorting_;
  std::vector<StagedRecord> scratch_;
  std::future<Status> at_work_;  // on sorting_; last, so that it ends before what it works on
};

}  // namespace bycatch
