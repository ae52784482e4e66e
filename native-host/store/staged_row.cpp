#include "staged_row.h"

#include "segment_writer.h"
#include "shard_line.h"

namespace bycatch {

Status stage_row(RecordStage& stage, const ListRow& row, std::uint32_t list, bool with_label) {
  if (row.imprint) {
    return fail(ErrorCode::unsupported, "a picture among rows of keys");
  }
  StagedRecord record{.key = stored_key(row.key.space, row.key.key),
                      .photo = 0,
                      .list = list,
                      .space = row.key.space,
                      .label = with_label ? row.label : PhotoLabel::none};
  Status added = stage.add(record);
  record.label = PhotoLabel::none;
  record.photo = photo_mark(row.key);
  for (std::size_t i = 0; added && i < row.of_photo.size(); ++i) {
    record.space = row.of_photo[i].space;
    record.key = stored_key(record.space, row.of_photo[i].key);
    added = stage.add(record);
  }
  return added;
}

}  // namespace bycatch
