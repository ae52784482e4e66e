#include <algorithm>
#include <cstring>

#include "crc32c.h"
#include "delta.h"
#include "delta_layout.h"

namespace bycatch {

Result<DeltaInfo> read_delta_info(std::span<const std::byte> delta) {
  DeltaHeader header;
  if (delta.size() < sizeof header.magic + sizeof header.version) return fail(ErrorCode::delta_unusable, "cut short");
  std::memcpy(&header, delta.data(), std::min(delta.size(), sizeof header));
  if (header.magic != kDeltaMagic) return fail(ErrorCode::delta_unusable, "not a delta");
  if (header.version > kDeltaVersion) return fail(ErrorCode::unsupported, "delta format of a newer program");
  if (header.version != kDeltaVersion || delta.size() < sizeof header || header.delta_bytes != delta.size()) {
    return fail(ErrorCode::delta_unusable, "header");
  }
  if (crc32c(delta.subspan(kDeltaCheckedFrom)) != header.crc) return fail(ErrorCode::delta_unusable, "checksum");
  if (header.result.magic != kSegmentMagic || header.result.version > kSegmentVersion) {
    return fail(ErrorCode::unsupported, "segment format of a newer program");
  }
  return DeltaInfo{.base_bytes = header.base_bytes,
                   .result_bytes = header.result.file_bytes,
                   .base_sha256 = header.base_sha256,
                   .result_sha256 = header.result_sha256};
}

}  // namespace bycatch
