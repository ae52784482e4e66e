// One delta of a feed, applied into a file.
#pragma once

#include <filesystem>
#include <span>

#include "feed_contents.h"
#include "result.h"

namespace bycatch {

// `base` as SegmentReader::open() wants it; `bytes` are the delta's, whose hash is the signed one.
// Errors: result_mismatch, when it makes another segment than was signed; those of apply_delta() and of writing.
Status apply_feed_delta(std::span<const std::byte> base, std::span<const std::byte> bytes, const FeedDelta& delta,
                        const std::filesystem::path& to);

}  // namespace bycatch
