// What ids look like, and nothing about where they stand.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bycatch {

// 1 to 13 digits, no leading zero. Today's have 11; those of 17 digits are albums, galleries and comments.
[[nodiscard]] bool is_flickr_photo_id(std::string_view id) noexcept;

// `12345678@N00` for an NSID in any of its spellings (`@n00`). Groups have NSIDs too; the form does not tell.
[[nodiscard]] std::optional<std::string> flickr_nsid(std::string_view text);

// The part of an address that a Flickr user may choose instead of the NSID.
[[nodiscard]] bool is_flickr_alias(std::string_view text) noexcept;

// Decimal, 1 to 2^63-1, no leading zero.
[[nodiscard]] bool is_instagram_pk(std::string_view id) noexcept;

// `A_B_C`: 6 to 10, 12 to 20 and 8 to 20 digits. Measured on published lists; not proven to be all there are.
[[nodiscard]] bool is_instagram_asset(std::string_view id) noexcept;

// 1 to 30 of a-z, 0-9, dot, underscore; either letter case.
[[nodiscard]] bool is_instagram_user_name(std::string_view text) noexcept;

}  // namespace bycatch
