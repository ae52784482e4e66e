#include "live_index.h"

#include "paths.h"

namespace bycatch {

IndexInUse open_index() {
  const auto folder = data_folder();
  auto live = folder ? Generation::open_live(*folder)
                     : Result<std::shared_ptr<const Generation>>(std::unexpected(folder.error()));
  return live ? IndexInUse{std::move(*live), std::nullopt} : IndexInUse{nullptr, live.error().code};
}

}  // namespace bycatch
