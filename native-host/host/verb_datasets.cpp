#include "verbs.h"

namespace bycatch {

Result<DatasetsReply> datasets(const DatasetsRequest& request, const IndexInUse& index) {
  if (!index.generation) return fail(index.trouble.value_or(ErrorCode::no_index), "datasets");
  const std::vector<std::string> ids = request.ids.value_or(std::vector<std::string>{});
  auto cards = index.generation->catalogue().cards(ids);
  if (!cards) return std::unexpected(std::move(cards.error()));
  return DatasetsReply{request.id, generation_name(index), std::move(*cards), {}};
}

}  // namespace bycatch
