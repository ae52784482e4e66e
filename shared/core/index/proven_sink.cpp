#include "proven_sink.h"

#include <algorithm>
#include <cstring>

namespace bycatch {

ProvenSink::ProvenSink(ByteSink& out, const SegmentHeader& header, const SegmentHash::Digest& digest)
    : out_(out), file_bytes_(header.file_bytes), digest_(digest) {
  std::memcpy(page_.data(), &header, sizeof header);
  hash_.update(page_);
}

Status ProvenSink::append(std::span<const std::byte> bytes) {
  if (bytes.size() > file_bytes_ - appended_) return fail(ErrorCode::result_mismatch, "longer than it should be");
  // The first page is zeros so far.
  const std::uint64_t of_header = kPageBytes - std::min<std::uint64_t>(appended_, kPageBytes);
  hash_.update(bytes.subspan(std::min<std::uint64_t>(of_header, bytes.size())));
  appended_ += bytes.size();
  return out_.append(bytes);
}

Status ProvenSink::patch_start(std::span<const std::byte> bytes) {
  if (appended_ != file_bytes_ || !std::ranges::equal(bytes, page_) || hash_.finish() != digest_) {
    return fail(ErrorCode::result_mismatch, "another hash");
  }
  return out_.patch_start(bytes);
}

}  // namespace bycatch
