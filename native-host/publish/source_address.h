// Rows from addresses as published lists spell them.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "list_row.h"

namespace bycatch {

// Lists hold addresses as somebody typed them; a browser meets the same one with blanks, letters beyond ASCII and
// quotes escaped. Brings what stands behind the host to that spelling; escapes that are there stay.
[[nodiscard]] std::string in_browser_spelling(std::string_view url);

// The keys by which the photo at `url` is found, appended to `rows`: all that it bears on Flickr or Instagram (an
// Instagram picture may have two), with the account that it names, else `account`, and `tags`; an address that names
// nothing there is its own key.
// Errors: no_identifier (it names no photo, or is no http address); not_utf8; too_long.
[[nodiscard]] std::expected<void, RowFault> add_rows_of_url(std::string_view url, std::string_view account,
                                                            std::string_view tags, std::vector<ListRow>& rows);

// The id that a file's name begins with, as Flickr names its downloads (`5000000001_0a1b2c3d4e_o.jpg`): up to 13 digits
// before `_`, `.` or the end; empty when there is none.
[[nodiscard]] std::string_view leading_photo_id(std::string_view file_name);

}  // namespace bycatch
