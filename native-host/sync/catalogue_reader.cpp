#include "catalogue_reader.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "feed_contents.h"
#include "strict_json.h"

namespace bycatch {
namespace {

// What proves that an installation works must never count as a finding, whatever a feed says of it or not.
Status add_tests(CatalogueSource& to) {
  auto own = read_catalogue_source(embedded_catalogue());
  if (!own) {
    return std::unexpected(own.error());
  }
  for (Card& card : own->cards) {
    if (!card.test.value_or(false)) {
      continue;
    }
    std::erase_if(to.cards, [&](const Card& other) { return other.id == card.id; });
    std::erase_if(to.advisories, [&](const TagAdvisory& other) { return other.advisory.dataset == card.id; });
    std::ranges::copy_if(own->advisories, std::back_inserter(to.advisories),
                         [&](const TagAdvisory& advisory) { return advisory.advisory.dataset == card.id; });
    to.cards.push_back(std::move(card));
  }
  return {};
}

}  // namespace

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
  for (const auto& [name, folder] :
       {std::pair("cards", ""), std::pair("advisories", "advisories/"), std::pair("hints", "hints/")}) {
    const auto files = json->find(name);
    if (files == json->end() || !files->is_array()) {
      // Nobody's lists wait for hints.
      if (name == std::string_view("hints")) continue;
      return fail(ErrorCode::bad_format, std::string("catalogue: no ") + name);
    }
    for (const auto& file : *files) {
      texts.push_back(file.dump());
      paths.push_back(folder + std::to_string(texts.size()) + ".json");
    }
  }
  std::vector<EmbeddedFile> files;
  files.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    files.push_back({paths[i], texts[i]});
  }
  auto source = read_catalogue_source(files);
  if (!source) {
    return fail(ErrorCode::bad_format, "catalogue: " + source.error().detail);
  }
  const Status added = add_tests(*source);
  return added ? std::move(source) : std::unexpected(added.error());
}

}  // namespace bycatch
