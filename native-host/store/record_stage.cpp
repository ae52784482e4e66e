#include "record_stage.h"

#include <algorithm>

namespace bycatch {
namespace {

constexpr std::size_t kLeastRecords = 1024;
constexpr std::size_t kMostPieceRecords = std::size_t{1} << 16U;

// Sorted, none twice.
void settle_records(std::vector<StagedRecord>& records, std::vector<StagedRecord>& scratch) {
  scratch.resize(records.size());
  sort_records(records, scratch);
  const auto repeated = std::ranges::unique(records);
  records.erase(repeated.begin(), repeated.end());
}

}  // namespace

Status RecordCursor::add(Source source) {
  if (const Status filled = refill(source); !filled) return filled;
  if (source.at_hand.empty()) return {};
  heap_.push_back(sources_.size());
  sources_.push_back(std::move(source));
  return {};
}

Status RecordCursor::refill(Source& source) const {
  if (!source.at_hand.empty() || source.left == 0) return {};
  source.piece.resize(std::min<std::uint64_t>(piece_records_, source.left));
  if (const Status read = file_->read(source.first, source.piece); !read) return read;
  source.at_hand = source.piece;
  source.first += source.piece.size();
  source.left -= source.piece.size();
  return {};
}

void RecordCursor::sift_down(std::size_t at) {
  for (std::size_t child = 2 * at + 1; child < heap_.size(); child = 2 * at + 1) {
    if (child + 1 < heap_.size() && front(child + 1) < front(child)) ++child;
    if (!(front(child) < front(at))) return;
    std::swap(heap_[child], heap_[at]);
    at = child;
  }
}

// Away from the least record.
Status RecordCursor::step() {
  Source& least = sources_[heap_.front()];
  least.at_hand = least.at_hand.subspan(1);
  if (least.at_hand.empty()) {
    if (const Status filled = refill(least); !filled) return filled;
    if (least.at_hand.empty()) {
      heap_.front() = heap_.back();
      heap_.pop_back();
    }
  }
  sift_down(0);
  return {};
}

Result<const StagedRecord*> RecordCursor::next() {
  while (!heap_.empty()) {
    const bool is_new = !last_ || front(0) != *last_;
    if (is_new) last_ = front(0);
    if (const Status stepped = step(); !stepped) return std::unexpected(stepped.error());
    if (is_new) return &*last_;
  }
  return nullptr;
}

RecordStage::RecordStage(std::filesystem::path file, std::size_t memory_bytes)
    : path_(std::move(file)),
      memory_bytes_(memory_bytes),
      capacity_(std::max(kLeastRecords, memory_bytes / (3 * sizeof(StagedRecord)))) {}

RecordStage::~RecordStage() = default;

Status RecordStage::open_file() {
  if (file_) return {};
  auto file = RunFile::create(path_);
  if (!file) return std::unexpected(file.error());
  file_ = *std::move(file);
  return {};
}

// Waits for what is at work.
Status RecordStage::settle() {
  return at_work_.valid() ? at_work_.get() : Status();
}

Status RecordStage::spill() {
  if (const Status settled = settle(); !settled) return settled;
  if (const Status opened = open_file(); !opened) return opened;
  std::swap(filling_, sorting_);
  filling_.clear();
  filling_.reserve(capacity_);
  at_work_ = std::async(std::launch::async, [this] { return sort_and_write(); });
  return {};
}

Status RecordStage::sort_and_write() {
  settle_records(sorting_, scratch_);
  runs_.push_back({file_->records(), space_starts(sorting_)});
  return file_->append(sorting_);
}

Status RecordStage::add_sorted(std::span<const StagedRecord> records) {
  for (const StagedRecord& record : records) {
    if (last_sorted_ && !(*last_sorted_ < record)) return fail(ErrorCode::bad_format, "records are not in their order");
    last_sorted_ = record;
  }
  if (const Status settled = settle(); !settled) return settled;
  if (const Status opened = open_file(); !opened) return opened;
  if (sorted_run_.spaces[kKeySpaces] == 0) sorted_run_.first = file_->records();
  const auto starts = space_starts(records);
  for (std::size_t space = 0; space <= kKeySpaces; ++space) sorted_run_.spaces[space] += starts[space];
  return file_->append(records);
}

Status RecordStage::end_run() {
  if (sorted_run_.spaces[kKeySpaces] != 0) runs_.push_back(sorted_run_);
  sorted_run_ = {};
  last_sorted_.reset();
  return {};
}

Status RecordStage::finish() {
  if (file_ && !filling_.empty()) {
    if (const Status spilt = spill(); !spilt) return spilt;
  }
  if (const Status settled = settle(); !settled) return settled;
  if (!file_) {
    settle_records(filling_, scratch_);
    memory_run_ = {0, space_starts(filling_)};
  } else {
    filling_ = {};
  }
  sorting_ = {};
  scratch_ = {};
  return {};
}

Result<RecordCursor> RecordStage::read(KeySpace space) const {
  const auto number = static_cast<std::size_t>(space);
  RecordCursor cursor;
  cursor.file_ = file_ ? &*file_ : nullptr;
  const std::size_t most = memory_bytes_ / 2 / sizeof(StagedRecord) / std::max<std::size_t>(runs_.size(), 1);
  cursor.piece_records_ = std::clamp(most, kLeastRecords / 16, kMostPieceRecords);
  const auto add = [&](const Run& run, std::span<const StagedRecord> memory) {
    const std::uint64_t first = run.spaces[number];
    const std::uint64_t count = run.spaces[number + 1] - first;
    return file_ ? cursor.add({.piece = {}, .at_hand = {}, .first = run.first + first, .left = count})
                 : cursor.add({.piece = {}, .at_hand = memory.subspan(first, count), .first = 0, .left = 0});
  };
  if (!file_) {
    if (const Status added = add(memory_run_, filling_); !added) return std::unexpected(added.error());
  }
  for (const Run& run : runs_) {
    if (const Status added = add(run, {}); !added) return std::unexpected(added.error());
  }
  for (std::size_t at = cursor.heap_.size() / 2; at-- > 0;) cursor.sift_down(at);
  return cursor;
}

}  // namespace bycatch
