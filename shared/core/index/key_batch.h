// Records of one key space on their way from who reads them to who writes them, which are two threads.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace bycatch {

struct KeyBatch {
  static constexpr std::size_t kKeys = 16384;  // and up to a block more

  std::vector<std::uint64_t> keys;
  std::vector<std::uint32_t> values;
  std::vector<std::uint64_t> counts;     // of all keys in turn
  std::vector<std::size_t> counts_ends;  // of each key; none in a space without counts
};

class KeyBatchQueue {
 public:
  // Waits while there are many. False when nobody will take it.
  [[nodiscard]] bool push(KeyBatch batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return batches_.size() < kMost || is_abandoned_; });
    if (is_abandoned_) return false;
    batches_.push_back(std::move(batch));
    changed_.notify_all();
    return true;
  }
  // Waits for the next. Nothing behind the last one.
  [[nodiscard]] std::optional<KeyBatch> pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !batches_.empty() || is_closed_; });
    if (batches_.empty()) return std::nullopt;
    std::optional<KeyBatch> batch(std::move(batches_.front()));
    batches_.pop_front();
    changed_.notify_all();
    return batch;
  }
  // There are no more.
  void close() { set(is_closed_); }
  // No more are wanted.
  void abandon() { set(is_abandoned_); }

 private:
  static constexpr std::size_t kMost = 4;

  void set(bool& what) {
    const std::scoped_lock lock(mutex_);
    what = true;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<KeyBatch> batches_;
  bool is_closed_ = false;
  bool is_abandoned_ = false;
};

}  // namespace bycatch
