// A row of a list as the records that a segment keeps of it.
#pragma once

#include <cstdint>

#include "list_row.h"
#include "record_stage.h"

namespace bycatch {

// The row's own key, and those of its account and tags.
// Errors: unsupported, when the row is a picture's, which is no record; io; no_space.
Status stage_row(RecordStage& stage, const ListRow& row, std::uint32_t list, bool with_label);

}  // namespace bycatch
