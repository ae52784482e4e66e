#include "local_day.h"

#include <array>
#include <ctime>

namespace bycatch {

std::string local_day() {
  const std::time_t now = std::time(nullptr);
  std::tm here{};
  ::localtime_r(&now, &here);
  std::array<char, 16> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &here)};
}

}  // namespace bycatch
