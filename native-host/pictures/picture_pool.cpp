#include "picture_pool.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <vector>

namespace bycatch {
namespace {

class PicturePool {
 public:
  PicturePool(const ReaderRules& rules, const NextPicture& next, const TakePicture& take)
      : rules_(rules), next_(next), take_(take) {}

  // One reader's work, until there is no file left or one of them has failed.
  void work() {
    auto reader = PictureReader::start(rules_);
    if (!reader) {
      const std::scoped_lock lock(mutex_);
      end_with(reader.error());
      return;
    }
    while (const auto file = take_next()) {
      const PictureResult picture = reader->read(*file);
      const std::scoped_lock lock(mutex_);
      if (!status_) return;
      if (const Status taken = take_(*file, picture); !taken) end_with(taken.error());
    }
  }

  [[nodiscard]] const Status& status() const { return status_; }

 private:
  std::optional<std::filesystem::path> take_next() {
    const std::scoped_lock lock(mutex_);
    return status_ ? next_() : std::nullopt;
  }

  void end_with(const Error& error) {
    if (status_) status_ = std::unexpected(error);
  }

  const ReaderRules& rules_;
  const NextPicture& next_;
  const TakePicture& take_;
  std::mutex mutex_;
  Status status_;
};

}  // namespace

std::size_t usual_readers() noexcept {
  return std::max(1U, std::thread::hardware_concurrency());
}

Status read_pictures(const ReaderRules& rules, std::size_t readers, const NextPicture& next, const TakePicture& take) {
  PicturePool pool(rules, next, take);
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < readers; ++i) others.emplace_back([&] { pool.work(); });
    pool.work();
  }
  return pool.status();
}

}  // namespace bycatch
