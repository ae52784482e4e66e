// A dataset's card in words.
#pragma once

#include <string>

#include "protocol.gen.h"

namespace bycatch {

[[nodiscard]] std::string card_line(const Card& card);  // id, name, year, status: one line
[[nodiscard]] std::string card_text(const Card& card);  // all that is known, one fact a line

}  // namespace bycatch
