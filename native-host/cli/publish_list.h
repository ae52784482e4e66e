// A published list on its way into a publisher's folder: read, sorted, and kept as one shard.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output.h"
#include "published_list.h"
#include "workshop.h"

namespace bycatch {

struct ListSources {
  std::vector<std::string> names;  // files or addresses, which together are the list
  ReadRules rules;
  std::optional<std::string> sha256;  // of the only one
  std::vector<std::string> hashes;    // files or addresses of imprints
  std::vector<std::string> images;    // folders of pictures
  bool are_shards = false;            // SHARDS.md
  bool with_labels = false;
};

struct KeptList {
  std::uint64_t rows = 0;     // lines of the shard
  std::uint64_t removed = 0;  // lines that removals keep away
};

// Takes the place of the list that is there.
// Errors: those of read_source(), read_folder() and Removals::filter(); bad_request, when a shard is of another
// dataset; bad_format, when no file of a folder gave an imprint.
Result<KeptList> keep_list(Output& output, const Workshop& workshop, const std::string& dataset,
                           const ListSources& sources);

// Takes what was removed out of a list that is there.
// Errors: those of Removals::filter().
Result<KeptList> keep_without_removals(const Workshop& workshop, const std::string& dataset);

}  // namespace bycatch
