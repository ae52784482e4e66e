// CSS selectors by which a feed may name elements that show photos (FEED.md): so few of them that none can cost a page
// more than a built-in one, read a text, or tell one person from another.
#pragma once

#include <cstddef>
#include <string_view>

namespace bycatch {

inline constexpr std::size_t kMaxSelectorBytes = 200;
inline constexpr std::size_t kMaxSelectors = 16;  // of one platform

[[nodiscard]] bool is_photo_selector(std::string_view text) noexcept;

}  // namespace bycatch
