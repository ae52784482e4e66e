#include "verbs.h"

namespace bycatch {

Result<HintsReply> hints(const HintsRequest& request, const IndexInUse& index) {
  if (!index.generation) return fail(index.trouble.value_or(ErrorCode::no_index), "hints");
  auto photos = index.generation->catalogue().hints(request.platform);
  if (!photos) return std::unexpected(std::move(photos.error()));
  return HintsReply{request.id, generation_name(index), std::move(*photos)};
}

}  // namespace bycatch
