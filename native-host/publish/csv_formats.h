// Formats whose first record names the columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "list_format.h"
#include "list_report.h"
#include "piece_source.h"

namespace bycatch {

// Which column of a CSV file holds what. Numbers, in place of names, count columns from 1; then the file has no record
// of names.
struct CsvColumns {
  std::string photo;    // Flickr photo id, or a file name that begins with one
  std::string media;    // Instagram media id
  std::string asset;    // Instagram asset name, A_B_C
  std::string url;      // address of a photo
  std::string account;  // Flickr NSID
  std::string tags;     // separated by blanks

  [[nodiscard]] bool empty() const {
    return photo.empty() && media.empty() && asset.empty() && url.empty() && account.empty() && tags.empty();
  }
};

// From `photo=image_id,account=user_id`.
// Errors: bad_request.
[[nodiscard]] Result<CsvColumns> parse_csv_columns(std::string_view text);

// Of udt_csv, openimages_csv or csv. Without `columns` those of a csv are known by the names people give them.
// Errors: bad_format, when the columns are not there; those of `source` and `take`.
[[nodiscard]] Status read_csv(ListFormat format, PieceSource& source, const CsvColumns& columns, const TakeRow& take,
                              ListReport& report);

}  // namespace bycatch
