// One delta of a feed, applied into a file.
#pragma once

#include <filesystem>
#include <span>

#include "feed_contents.h"
#include "file_mapping.h"
#include "result.h"

namespace bycatch {

// `base` is a segment's; `bytes` are the delta's, whose hash is the signed one. What was read of the base goes from
// memory while the result grows. Errors: result_mismatch, when it makes another segment than was signed; those of
// apply_delta() and of writing.
Status apply_feed_delta(const FileMapping& base, std::span<const std::byte> bytes, const FeedDelta& delta,
                        const std::filesystem::path& to);

}  // namespace bycatch
