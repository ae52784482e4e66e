// Formats that are one JSON document, in which each photo is named by a text under a certain name.
#pragma once

#include "list_format.h"
#include "list_report.h"
#include "piece_source.h"

namespace bycatch {

// Of ffhq_json (`photo_url`) or coco_json (`flickr_url`), at whatever depth. In the report a photo counts by its place.
// Errors: bad_format, when it is no JSON or holds a text of more than 1 MiB; those of `source` and `take`.
[[nodiscard]] Status read_photo_json(ListFormat format, PieceSource& source, const TakeRow& take, ListReport& report);

}  // namespace bycatch
