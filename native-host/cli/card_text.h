// A dataset's card in words.
#pragma once

#include <string>
#include <vector>

#include "protocol.gen.h"

namespace bycatch {

// A line each, below a line of headings: how much is known, how it can be matched, how much of it the list covers.
[[nodiscard]] std::string card_table(const std::vector<Card>& cards);
[[nodiscard]] std::string card_text(const Card& card);  // all that is known, one fact a line

}  // namespace bycatch
