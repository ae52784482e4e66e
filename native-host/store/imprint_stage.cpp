#include "imprint_stage.h"

#include <algorithm>

namespace bycatch {

Status ImprintStage::add(const StagedImprint& imprint) {
  if (imprints_.size() == kMaxImprints) {
    return fail(ErrorCode::too_large, "more pictures than an index can hold");
  }
  imprints_.push_back(imprint);
  return {};
}

void ImprintStage::finish() {
  std::ranges::sort(imprints_);
  const auto repeated = std::ranges::unique(imprints_);
  imprints_.erase(repeated.begin(), repeated.end());
}

}  // namespace bycatch
