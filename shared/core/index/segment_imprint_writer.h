// The imprints of a segment while it is written.
//
// Memory: 36 bytes an imprint until finish(), which makes the image: 2.3 times the imprints.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "imprint.h"
#include "segment_body.h"

namespace bycatch {

class SegmentImprintWriter {
 public:
  // Errors: bad_format, when imprints do not ascend strictly or a record is not of its form.
  Status add(const ImprintRecord& record, std::size_t lists);

  // Where the header lies; of size 0 when nothing was added. Errors: too_large; the sink's.
  Result<Extent> finish(SegmentBody& body) const;

 private:
  std::vector<Imprint> imprints_;
  std::vector<std::uint32_t> numbers_;                          // of each imprint's value, by appearance
  std::map<std::vector<std::uint16_t>, std::uint32_t> values_;  // label and lists -> number by appearance
};

}  // namespace bycatch
