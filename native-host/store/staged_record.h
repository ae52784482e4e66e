// One row of a list on its way into a segment, as it is sorted and merged.
#pragma once

#include <cstdint>
#include <span>

#include "index.h"
#include "photo_label.h"

namespace bycatch {

struct StagedRecord {
  std::uint64_t key = 0;    // stored_key()
  std::uint64_t photo = 0;  // photo_mark() of the photo whose account or tag the key is; 0: a row of its own
  std::uint32_t list = 0;
  KeySpace space{};
  PhotoLabel label = PhotoLabel::none;
  std::uint16_t unused = 0;

  bool operator==(const StagedRecord&) const = default;
};
static_assert(sizeof(StagedRecord) == 24);

[[nodiscard]] inline bool operator<(const StagedRecord& a, const StagedRecord& b) {
  if (a.space != b.space) return a.space < b.space;
  if (a.key != b.key) return a.key < b.key;
  if (a.list != b.list) return a.list < b.list;
  if (a.photo != b.photo) return a.photo < b.photo;
  return a.label < b.label;
}

// Both have the same size, what `scratch` holds is overwritten.
void sort_records(std::span<StagedRecord> records, std::span<StagedRecord> scratch);

}  // namespace bycatch
