#include "token_file.h"

#include <algorithm>

#include "durable_file.h"

namespace bycatch {

Result<std::string> read_token(const std::filesystem::path& file) {
  auto text = read_small_file(file, kMaxTokenBytes);
  if (!text) {
    return text;
  }
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) {
    text->pop_back();
  }
  const bool is_one = !text->empty() && std::ranges::all_of(*text, [](char c) { return c > ' ' && c < '\x7f'; });
  return is_one ? text : fail(ErrorCode::bad_format, "a token is one line of visible characters");
}

}  // namespace bycatch
