// Selectors: what is taken is of the grammar's bytes alone, and stays what it is when its parts are put together anew.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "photo_selector.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bycatch;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!is_photo_selector(text)) return 0;
  const bool is_known = text.find_first_not_of(
                            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                            " -_./:?=&%#.[]\"*^$>") == std::string_view::npos;
  if (text.size() > kMaxSelectorBytes || !is_known || text.find_first_of(".[") == std::string_view::npos) std::abort();
  // A list of two, or a part cut off in its middle, is none.
  std::string other(text);
  other += ",";
  if (is_photo_selector(other + std::string(text)) || is_photo_selector(" " + other)) std::abort();
  // Without its first part it is a selector again, or only elements are left.
  const std::size_t next = text.find("] ") != std::string_view::npos ? text.find("] ") + 2 : text.size();
  const std::string_view rest = text.substr(next < text.size() && text[next] == '>' ? next + 2 : next);
  if (!rest.empty() && rest.find_first_of(".[") != std::string_view::npos && !is_photo_selector(rest)) std::abort();
  return 0;
}
