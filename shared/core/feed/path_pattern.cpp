#include "path_pattern.h"

#include <cstddef>

namespace bycatch {

// Goes back only to the last `*`: pattern length times path length at worst.
bool matches_path_pattern(std::string_view pattern, std::string_view path) {
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;  // where to go on behind the last `*`
  std::size_t taken = 0;                      // where in `path` that `*` ends for now
  std::size_t at = 0;
  while (at < path.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      taken = at;
    } else if (p < pattern.size() && (pattern[p] == '?' ? path[at] != '/' : pattern[p] == path[at])) {
      ++p;
      ++at;
    } else if (star != std::string_view::npos && path[taken] != '/') {
      p = star;
      at = ++taken;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') {
    ++p;
  }
  return p == pattern.size();
}

}  // namespace bycatch
