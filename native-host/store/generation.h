// One whole generation on disk: the index and the catalogue that belong together.
//
// <data folder>/live                 the name of the live generation, one line; replaced by rename
// <data folder>/generations/<name>/  manifest.json, <pack>.segment for each pack, catalogue.sqlite; never changed once
//                                    live
//
// A generation opens without its packs being read: a page of them is checked when it is first read from.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "catalogue.h"
#include "index.h"
#include "result.h"

namespace bycatch {

class Generation {
 public:
  virtual ~Generation() = default;

  // Errors: no_index when no generation is live yet; corrupt; io; unsupported (written by a newer program).
  static Result<std::shared_ptr<const Generation>> open_live(const std::filesystem::path& data_folder);

  [[nodiscard]] virtual const std::string& name() const noexcept = 0;
  [[nodiscard]] virtual const Index& index() const noexcept = 0;
  [[nodiscard]] virtual const Catalogue& catalogue() const noexcept = 0;
  [[nodiscard]] virtual std::vector<Pack> packs() const = 0;
  // Reads every pack whole (about 1 s for 1 GB).
  // Errors: corrupt.
  [[nodiscard]] virtual Status verify() const = 0;
};

// The name in `live`; empty when there is none.
// Errors: io; corrupt when the file does not hold a name.
[[nodiscard]] Result<std::string> live_generation_name(const std::filesystem::path& data_folder);

}  // namespace bycatch
