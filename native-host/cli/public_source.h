// Lists that are published for anyone, as shared/catalogue/sources.json names them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "published_list.h"

namespace bycatch {

struct PublicSource {
  std::string dataset;
  std::string url;
  ReadRules rules;
  std::string sha256;
  std::uint64_t size_bytes = 0;
  std::uint64_t rows = 0;              // 0: nobody counted them
  std::optional<std::string> licence;  // absent: none is stated
  bool is_restricted = false;          // only for who says to keep to the licence
};

// Errors: bad_format, naming what is wrong.
[[nodiscard]] Result<std::vector<PublicSource>> parse_public_sources(std::string_view json);

}  // namespace bycatch
