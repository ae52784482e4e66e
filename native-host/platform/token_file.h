// A secret in a file of its own: one line of visible characters, with or without its end.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "result.h"

namespace bycatch {

inline constexpr std::size_t kMaxTokenBytes = 256;

// Errors: those of read_small_file(); bad_format.
[[nodiscard]] Result<std::string> read_token(const std::filesystem::path& file);

}  // namespace bycatch
