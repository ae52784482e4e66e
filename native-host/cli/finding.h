// One line of what `bycatch doctor` says.
#pragma once

#include <string>

namespace bycatch {

struct Finding {
  std::string check;
  bool ok;
  std::string text;
  std::string next_step;  // when not ok
};

}  // namespace bycatch
