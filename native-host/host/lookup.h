// Identifiers against the lists of one generation.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "answerer.h"

namespace bycatch {

// One subject and all that is known to name it.
struct Asked {
  std::string subject;
  std::vector<Identifier> identifiers;
};

// One answer for each, in order; every key space is read once, over all of them.
[[nodiscard]] std::vector<Answer> look_up(const IndexInUse& index, std::vector<Asked> asked);

// The lists that are no tests, together.
struct Holdings {
  std::int64_t lists = 0;
  std::int64_t records = 0;
  std::optional<std::string> data_date;  // of the newest
};
[[nodiscard]] Holdings holdings(const Generation& generation);

}  // namespace bycatch
