#include "catalogue_text.h"

#include <map>

#include "durable_file.h"
#include "feed_contents.h"
#include "hint_file.h"
#include "strict_json.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kCatalogueFormat = 1;
constexpr std::string_view kAdvisories = "advisories/";
constexpr std::string_view kHints = "hints/";
constexpr std::string_view kSourcesFile = "sources.json";  // for `import --public`: no card

using Files = std::map<std::string, std::string, std::less<>>;  // texts by path, so in one order

Status add_own(const fs::path& folder, std::string_view under, Files& files) {
  std::error_code error;
  // A folder of the publisher's may be older than what can be in it.
  if (!fs::exists(folder / under, error)) return error ? fail(ErrorCode::io, "read the own catalogue") : Status();
  for (fs::directory_iterator at(folder / under, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() != ".json") continue;
    auto text = read_small_file(at->path(), kMaxFeedCatalogueBytes);
    if (!text) return std::unexpected(text.error());
    files[std::string(under) + at->path().filename().string()] = std::move(*text);
  }
  return error ? fail(ErrorCode::io, "read the own catalogue") : Status();
}

const char* kind_of(std::string_view path) {
  return path.starts_with(kAdvisories) ? "advisories" : path.starts_with(kHints) ? "hints" : "cards";
}

}  // namespace

Result<std::string> catalogue_text(std::span<const std::pair<std::string_view, std::string_view>> built_in,
                                   const fs::path& own) {
  Files files;
  for (const auto& [path, text] : built_in) {
    if (path.ends_with(".json") && path != kSourcesFile) files.emplace(path, text);
  }
  for (const std::string_view under : {std::string_view(), kAdvisories, kHints}) {
    if (const Status added = add_own(own, under, files); !added) return std::unexpected(added.error());
  }
  json catalogue = {
      {"format", kCatalogueFormat}, {"cards", json::array()}, {"advisories", json::array()}, {"hints", json::array()}};
  for (const auto& [path, text] : files) {
    auto read = parse_strict_json(text, kMaxFeedCatalogueBytes);
    if (!read) return fail(ErrorCode::bad_format, path + ": " + read.error().detail);
    catalogue[kind_of(path)].push_back(std::move(*read));
  }
  if (const Status fits = check_hints(catalogue["hints"]); !fits) return std::unexpected(fits.error());
  std::string bytes = catalogue.dump() + "\n";
  // As whoever syncs will read it.
  const auto whole = parse_strict_json(bytes, kMaxFeedCatalogueBytes);
  return whole ? Result<std::string>(std::move(bytes)) : fail(ErrorCode::too_large, "the catalogue");
}

}  // namespace bycatch
