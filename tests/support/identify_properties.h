// What holds for every address and every text, for the fuzzers and for the unit tests that replay their inputs.
#pragma once

#include <string>
#include <string_view>

namespace bycatch {

// The property that `url` breaks, or nothing. The bytes are copied to a buffer of exactly their size first.
[[nodiscard]] std::string broken_by_url(std::string_view url);

// Likewise for a text: as a caption and as one tag, on every platform.
[[nodiscard]] std::string broken_by_text(std::string_view text);

}  // namespace bycatch
