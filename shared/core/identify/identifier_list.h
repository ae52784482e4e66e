// The identifiers of one address while they are being found.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "identify.h"

namespace bycatch {

class IdentifierList {
 public:
  // Leaves out an empty id, a repetition, and what is past kMaxIdentifiers.
  void add(Platform platform, IdentifierKind kind, std::string id) {
    Identifier found{platform, kind, std::move(id)};
    if (found.id.empty() || items_.size() == kMaxIdentifiers || std::ranges::find(items_, found) != items_.end())
      return;
    items_.push_back(std::move(found));
  }

  [[nodiscard]] std::vector<Identifier> take() && { return std::move(items_); }

 private:
  std::vector<Identifier> items_;
};

}  // namespace bycatch
