// Where a merge of two ascending rows of keys stands, and what may come between there and the next key.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace bycatch {

class KeyPosition {
 public:
  void pass(std::uint64_t key) noexcept {
    next_ = key + 1;
    is_at_end_ = next_ == 0;
  }

  // The least key that may come.
  [[nodiscard]] std::uint64_t least() const noexcept { return next_; }
  // How far above it one may lie that comes before `next`, if there is a next one; nothing: none can.
  [[nodiscard]] std::optional<std::uint64_t> room(const std::uint64_t* next) const noexcept {
    if (is_at_end_ || (next != nullptr && *next <= next_)) return std::nullopt;
    return (next != nullptr ? *next - 1 : std::numeric_limits<std::uint64_t>::max()) - next_;
  }

 private:
  std::uint64_t next_ = 0;
  bool is_at_end_ = false;
};

}  // namespace bycatch
