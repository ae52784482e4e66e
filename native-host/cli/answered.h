// An answer, and what the protocol has no room for.
#pragma once

#include <string>

#include "answerer.h"

namespace bycatch {

struct Answered {
  Answer answer;
  std::string trouble{};  // why a file was not checked, in words: "it ends too early (row 12 of 300)"
};

}  // namespace bycatch
