#include "feed_catalogue.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "feed_contents.h"
#include "strict_json.h"

namespace bycatch {

Result<CatalogueSource> read_feed_catalogue(std::string_view text) {
  const auto json = parse_strict_json(text, kMaxFeedCatalogueBytes);
  if (!json) {
    return std::unexpected(json.error());
  }
  const auto format = json->find("format");
  if (format == json->end() || !format->is_number_integer()) {
    return fail(ErrorCode::bad_format, "catalogue: no format");
  }
  if (*format != kFeedFormat) {
    return fail(ErrorCode::unsupported, "catalogue: another format");
  }
  std::vector<std::string> texts;
  std::vector<std::string> paths;
  for (const auto& [name, folder] : {std::pair("cards", ""), std::pair("advisories", "advisories/")}) {
    const auto files = json->find(name);
    if (files == json->end() || !files->is_array()) {
      return fail(ErrorCode::bad_format, std::string("catalogue: no ") + name);
    }
    for (const auto& file : *files) {
      texts.push_back(file.dump());
      paths.push_back(folder + std::to_string(texts.size()) + ".json");
    }
  }
  std::vector<EmbeddedFile> files;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    files.push_back({paths[i], texts[i]});
  }
  auto source = read_catalogue_source(files);
  return source ? std::move(source) : fail(ErrorCode::bad_format, "catalogue: " + source.error().detail);
}

}  // namespace bycatch
