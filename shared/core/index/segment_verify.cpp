// Apart from the rest of the reader: only this needs a library that hashes.
#include <algorithm>

#include "segment_hash.h"
#include "segment_reader.h"

namespace bycatch {

Status SegmentReader::verify() const {
  if (Status parts = verify_parts(); !parts) return parts;
  if (!std::ranges::equal(SegmentHash::of(body()), body_sha256())) {
    return fail(ErrorCode::corrupt, "hash over the body");
  }
  return {};
}

}  // namespace bycatch
