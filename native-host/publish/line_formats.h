// Formats with one photo a line, each a pure function from a line to the rows that it gives.
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "list_row.h"

namespace bycatch {

// Appends to `rows`; nothing for a line that is no row of the list (a header, a comment).
// Errors: why the row is refused; `columns` when the line is not of the format's layout.
using ParseLine = std::expected<void, RowFault> (*)(std::string_view line, std::vector<ListRow>& rows);

// Tab separated: `user_id`, `original_image` (a photo's file name on Flickr) and what is said of the face.
std::expected<void, RowFault> parse_adience_line(std::string_view line, std::vector<ListRow>& rows);

// `album photo x y w h identity subset`, all numbers.
std::expected<void, RowFault> parse_pipa_line(std::string_view line, std::vector<ListRow>& rows);

// `[folder/]NSID[_identity_n]/photo_n.jpg`, or @ for the slash between account and photo; then what you like.
std::expected<void, RowFault> parse_megaface_line(std::string_view line, std::vector<ListRow>& rows);

// `PART/PART_...`; of HELEN's the file is named after the photo's id on Flickr, of the others it is not.
std::expected<void, RowFault> parse_300w_lp_line(std::string_view line, std::vector<ListRow>& rows);

// `[pdq ]hash[,quality[,what you like]]`: ThreatExchange's text, as its tools print it and read it. A blank or tab may
// stand for the first comma. low_quality, when the quality is given and below kMinQuality.
std::expected<void, RowFault> parse_pdq_line(std::string_view line, std::vector<ListRow>& rows);

// The 25 tab separated columns of YFCC100M, or the 23 of its first edition.
std::expected<void, RowFault> parse_yfcc100m_line(std::string_view line, std::vector<ListRow>& rows);

// The first cell of a line (cells end at tabs) that is an http or https address, or the first address in a line of
// text.
std::expected<void, RowFault> parse_url_line(std::string_view line, std::vector<ListRow>& rows);

// A Flickr photo id, or a file name that begins with one; then what you like, from a blank, tab, comma or # on.
std::expected<void, RowFault> parse_photo_id_line(std::string_view line, std::vector<ListRow>& rows);

}  // namespace bycatch
