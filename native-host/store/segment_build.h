// Makes a segment of what a merge yields.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "segment_merge.h"

namespace bycatch {

// What a first reading finds, and the writing needs to know.
struct SegmentSurvey {
  struct OfList {
    std::array<std::uint64_t, kKeySpaces> records{};
    std::uint64_t imprints = 0;
    std::string digest;  // SHA-256 of the list's records and pictures, hexadecimal: equal lists have equal digests
  };
  std::vector<OfList> lists;  // by number
  std::set<std::string> labels;
};

// Errors: those of the merge.
Result<SegmentSurvey> survey(SegmentMerge& merge, std::size_t lists);

// `lists` by number; how much they hold is the survey's. Equal input gives equal bytes.
// Errors: those of the merge and of `sink`; unsupported, when there are more than 65,535 labels.
Status build_segment(ByteSink& sink, SegmentMerge& merge, std::vector<ListInfo> lists, const SegmentSurvey& survey);

}  // namespace bycatch
