#include "delta_step.h"

namespace bycatch {

Status apply_feed_delta(std::span<const std::byte> /*base*/, std::span<const std::byte> /*bytes*/,
                        const FeedDelta& /*delta*/, const std::filesystem::path& /*to*/) {
  return fail(ErrorCode::unsupported, "this program applies no deltas");
}

}  // namespace bycatch
