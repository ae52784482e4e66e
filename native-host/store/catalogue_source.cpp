#include "catalogue_source.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "hashtag.h"
#include "photo_selector.h"
#include "protocol_json.gen.h"

namespace bycatch {
namespace {

constexpr std::string_view kSourcesFile = "sources.json";  // for `import --public`: no card

std::unexpected<Error> wrong(std::string_view path, const std::string& what) {
  return fail(ErrorCode::internal, std::string(path) + ": " + what);
}

// Words of the files that are for their reviewers only.
Result<Card> card_from(nlohmann::json json) {
  json.erase("sourced");
  json.erase("made_up");
  json["children"] = nlohmann::json::array();
  return parse_card(json);
}

Status add_advisories(const EmbeddedFile& file, const nlohmann::json& json, std::vector<TagAdvisory>& out) {
  nlohmann::json said = json;
  for (const char* own : {"platforms", "tags", "references"}) {
    if (!json.contains(own) || !json[own].is_array()) {
      return wrong(file.path, std::string("no ") + own);
    }
    said.erase(own);
  }
  said["sources"] = json["references"];
  for (const auto& platform_word : json["platforms"]) {
    const auto platform = platform_word.is_string() ? parse_platform(platform_word.get<std::string>()) : std::nullopt;
    if (!platform) {
      return wrong(file.path, "a platform that is none");
    }
    for (const auto& entry : json["tags"]) {
      const std::string tag = entry.is_object() ? normalise_tag(*platform, entry.value("tag", "")) : "";
      said["tag"] = tag;
      said.erase("instead");
      if (entry.contains("instead")) {
        said["instead"] = entry["instead"];
      }
      auto advisory = parse_advisory(said);
      if (tag.empty() || !advisory) {
        return wrong(file.path, tag.empty() ? "a tag that is none" : advisory.error().detail);
      }
      if (!advisory->dataset) {
        return wrong(file.path, "no dataset");
      }
      out.push_back({*platform, tag, std::move(*advisory)});
    }
  }
  return {};
}

void add_hints(const nlohmann::json& json, std::vector<SiteHint>& out) {
  const auto word = json.find("platform");
  const auto photos = json.find("photos");
  const auto platform =
      word != json.end() && word->is_string() ? parse_platform(word->get_ref<const std::string&>()) : std::nullopt;
  if (!platform || photos == json.end() || !photos->is_array()) return;
  for (const auto& selector : *photos) {
    if (!selector.is_string() || !is_photo_selector(selector.get_ref<const std::string&>())) continue;
    SiteHint hint{*platform, selector.get<std::string>()};
    const auto of_platform = std::ranges::count(out, *platform, &SiteHint::platform);
    const bool is_known = std::ranges::any_of(
        out, [&](const SiteHint& other) { return other.platform == *platform && other.photos == hint.photos; });
    if (!is_known && static_cast<std::size_t>(of_platform) < kMaxSelectors) out.push_back(std::move(hint));
  }
}

// Two spellings may have one normal form.
void drop_repeated(std::vector<TagAdvisory>& advisories) {
  const auto key = [](const TagAdvisory& a) {
    return std::tuple(a.platform, std::string_view(a.tag), a.advisory.level, a.advisory.dataset);
  };
  std::ranges::stable_sort(advisories, {}, key);
  const auto repeated = std::ranges::unique(advisories, {}, key);
  advisories.erase(repeated.begin(), repeated.end());
}

void add_children(std::vector<Card>& cards) {
  for (Card& parent : cards) {
    for (const Card& child : cards) {
      if (std::ranges::find(child.parents, parent.id) != child.parents.end()) {
        parent.children.push_back(child.id);
      }
    }
  }
}

}  // namespace

Result<CatalogueSource> read_catalogue_source(std::span<const EmbeddedFile> files) {
  CatalogueSource source;
  for (const EmbeddedFile& file : files) {
    if (!file.path.ends_with(".json") || file.path == kSourcesFile) {
      continue;
    }
    const auto json = nlohmann::json::parse(file.text, nullptr, false);
    if (file.path.starts_with("hints/")) {
      add_hints(json, source.hints);
      continue;
    }
    if (!json.is_object()) {
      return wrong(file.path, "no JSON object");
    }
    if (file.path.starts_with("advisories/")) {
      if (const Status added = add_advisories(file, json, source.advisories); !added) {
        return std::unexpected(added.error());
      }
      continue;
    }
    auto card = card_from(json);
    if (!card) {
      return wrong(file.path, card.error().detail);
    }
    source.cards.push_back(std::move(*card));
  }
  drop_repeated(source.advisories);
  add_children(source.cards);
  return source;
}

}  // namespace bycatch
