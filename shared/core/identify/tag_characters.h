// Unicode text one character at a time, and which characters a tag may hold. Tables: utf8proc.
#pragma once

#include <cstdint>
#include <string_view>

namespace bycatch {

using CodePoint = std::int32_t;
inline constexpr CodePoint kInvalid = -1;

// Takes the first character off `text`, which is not empty; kInvalid, and one byte, where it is not UTF-8.
[[nodiscard]] CodePoint take_code_point(std::string_view& text) noexcept;

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

// All of these are false for kInvalid.
[[nodiscard]] bool is_letter_or_number(CodePoint c) noexcept;
// Letters, numbers and marks of any script, and the underscore, full-width too.
[[nodiscard]] bool is_tag_word(CodePoint c) noexcept;
// Pictures and their skin tones; some other symbols of the same blocks too.
[[nodiscard]] bool is_emoji(CodePoint c) noexcept;
// Draws nothing, but stands between letters or pictures that belong together (emoji styles are marks).
[[nodiscard]] bool is_joiner(CodePoint c) noexcept;
// Blanks, controls, direction marks: what clings to a tag that was copied from somewhere.
[[nodiscard]] bool is_around_tag(CodePoint c) noexcept;
[[nodiscard]] bool is_hash_sign(CodePoint c) noexcept;

}  // namespace bycatch
