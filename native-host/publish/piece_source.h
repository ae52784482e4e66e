// Bytes of a published list, a piece at a time.
#pragma once

#include <string_view>
#include <utility>

#include "result.h"

namespace bycatch {

class PieceSource {
 public:
  virtual ~PieceSource() = default;

  // The next bytes, never more than 1 MiB, which stay until the next call; empty at the end.
  // Errors: whatever keeps them from being read.
  virtual Result<std::string_view> next() = 0;
};

// `text`, which must outlive it, and then what is left of `rest`, if there is one.
class PrefixedPieces : public PieceSource {
 public:
  explicit PrefixedPieces(std::string_view text, PieceSource* rest = nullptr) : text_(text), rest_(rest) {}

  Result<std::string_view> next() override {
    if (!text_.empty() || rest_ == nullptr) {
      return std::exchange(text_, {});
    }
    return rest_->next();
  }

 private:
  std::string_view text_;
  PieceSource* rest_;
};

}  // namespace bycatch
