#include "origin.h"

namespace bycatch {

bool is_our_extension(std::span<const std::string_view> arguments) {
  if (!arguments.empty() && arguments[0] == "chrome-extension://" BYCATCH_CHROMIUM_ID "/") return true;
  return arguments.size() == 2 && arguments[1] == kFirefoxId;
}

}  // namespace bycatch
