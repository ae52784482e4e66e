// The files of this folder as they were when the program was built, so that it needs none beside it.
#pragma once

#include <span>
#include <string_view>

namespace bycatch {

struct EmbeddedFile {
  std::string_view path;  // from shared/catalogue on, as `advisories/bycatch-test.json`
  std::string_view text;
};

// Ascending by path.
[[nodiscard]] std::span<const EmbeddedFile> embedded_catalogue() noexcept;

}  // namespace bycatch
