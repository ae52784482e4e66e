// Whose files this process would write.
#pragma once

#include <filesystem>

namespace bycatch {

[[nodiscard]] bool is_root();

// Whether root was asked for by another user, as by sudo.
[[nodiscard]] bool is_root_for_a_user();

// Whether `path`, or the nearest folder above it that is there, is another user's than this process's.
[[nodiscard]] bool is_of_another_user(const std::filesystem::path& path);

// Whether any user but root and this process's own could change what `path` holds, by its owner and mode.
[[nodiscard]] bool is_written_by_others(const std::filesystem::path& path);

}  // namespace bycatch
