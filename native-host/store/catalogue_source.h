// Reads the reviewed JSON of shared/catalogue into what a generation holds of it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "embedded_catalogue.h"
#include "result.h"

namespace bycatch {

struct TagAdvisory {
  Platform platform{};
  std::string tag;  // normal form (hashtag.h)
  Advisory advisory;
};

struct SiteHint {
  Platform platform{};
  std::string photos;  // a selector (photo_selector.h)
};

struct CatalogueSource {
  std::vector<Card> cards;  // with `children`, which follow from the others' parents
  std::vector<TagAdvisory> advisories;
  std::vector<SiteHint> hints;  // each once, at most kMaxSelectors of a platform
};

// `hints/` have what this program does not know passed over: a feed may be of its time, or speak to newer ones too.
// Errors: internal, naming the file: what is built in has passed check.mjs.
Result<CatalogueSource> read_catalogue_source(std::span<const EmbeddedFile> files);

}  // namespace bycatch
