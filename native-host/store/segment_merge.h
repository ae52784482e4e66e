// New lists and those that an older segment holds, as one: key after key, twice over if need be.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "imprint_stage.h"
#include "listed_key.h"
#include "segment_reader.h"

namespace bycatch {

// Lists that are taken over from a segment.
struct OldLists {
  const SegmentReader* segment = nullptr;             // null: none
  std::vector<std::optional<std::uint16_t>> numbers;  // of each of its lists: its number from now on, ascending;
                                                      // nothing: its keys are left out
  std::vector<std::optional<std::uint16_t>> imprint_numbers;  // the same for their pictures
};

// One picture and the lists that hold it, ascending.
struct ListedImprint {
  Imprint imprint;
  std::vector<std::uint16_t> lists;
};

class SegmentMerge {
 public:
  using Visit = std::function<Status(const ListedKey&)>;
  using VisitImprint = std::function<Status(const ListedImprint&)>;
  using ShowKeys = std::function<void(std::uint64_t keys)>;

  // All outlive the merge. A list whose keys are staged must not be among the old ones', nor one whose pictures are
  // among the old ones' pictures. `show` is told now and then how many keys have been read.
  SegmentMerge(const RecordStage& staged, const ImprintStage& imprints, const OldLists& old, ShowKeys show = {});

  // Every key of a space, ascending.
  // Errors: io; those of `visit`. Damaged blocks of the old segment are passed over: who takes lists over has seen to
  // it that none of theirs is.
  Status for_each(KeySpace space, const Visit& visit);

  // Every picture, ascending. No label is taken over: no import gives pictures one.
  // Errors: those of `visit`; corrupt, when the old segment's pictures are wanted and cannot all be read.
  Status for_each_imprint(const VisitImprint& visit) const;

  [[nodiscard]] std::uint64_t keys_read() const noexcept { return keys_read_; }  // in all calls together

 private:
  void translate(const Record& record, ListedKey& out) const;

  const RecordStage& staged_;
  const ImprintStage& imprints_;
  const OldLists& old_;
  ShowKeys show_;
  std::uint64_t keys_read_ = 0;
  std::vector<std::vector<LabelInList>> labels_;  // of the old segment, by its labels
};

}  // namespace bycatch
