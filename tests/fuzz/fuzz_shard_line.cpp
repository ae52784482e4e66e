// Lines of shards and labels of segments: what is taken is written again just so.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "photo_label.h"
#include "segment_writer.h"
#include "shard_line.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bycatch;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto row = parse_shard_line(text)) {
    if (format_shard_line(*row) != text || (row->photo != 0 && !has_counts(row->space)) ||
        (row->imprint && (row->photo != 0 || row->label != PhotoLabel::none)))
      std::abort();
  }
  if (const auto labels = parse_labels(text)) {
    const auto again = parse_labels(format_labels(*labels));
    if (!again || again->size() > labels->size()) std::abort();
  }
  return 0;
}
