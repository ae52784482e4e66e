// Writes index.sqlite: the live index's lists, some of them replaced or added.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "list_stage.h"
#include "result.h"

namespace bycatch {

struct IndexChange {
  std::uint32_t list;  // its number, now and before
  std::string dataset;
  std::string date;
  ListStage::Summary summary;
};

// `staging` is the file of a merged ListStage; `live`, if any, an index.sqlite that is whole.
// Errors: io; no_space; corrupt.
Status write_index(const std::filesystem::path& file, const std::filesystem::path& staging,
                   const std::optional<std::filesystem::path>& live, std::span<const IndexChange> changes);

// The digests of an index's lists, in their order.
// Errors: io; corrupt.
Result<std::vector<std::string>> read_list_digests(const std::filesystem::path& file);

}  // namespace bycatch
