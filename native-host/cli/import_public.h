// bycatch import --public
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command.h"

namespace bycatch {

struct PublicArguments {
  std::vector<std::string> accepted;  // datasets whose restricted licence the person keeps to
  std::optional<std::string> sources_file;
};

// Says what it will load, loads, verifies and makes one generation of all. A dataset is taken whole or not at all, so
// one that fails keeps the list it has and stops no other.
Exit import_public(Output& output, const PublicArguments& arguments);

}  // namespace bycatch
