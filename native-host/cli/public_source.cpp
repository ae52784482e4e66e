#include "public_source.h"

#include <nlohmann/json.hpp>

#include "source_place.h"

namespace bycatch {
namespace {

bool is_sha256(const std::string& hex) {
  return hex.size() == 64 && hex.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string text_of(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t number_in(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

Result<PublicSource> public_source_of(const nlohmann::json& object) {
  PublicSource source;
  source.dataset = text_of(object, "dataset");
  source.url = text_of(object, "url");
  source.sha256 = text_of(object, "sha256");
  source.size_bytes = number_in(object, "size_bytes");
  source.rows = number_in(object, "rows");
  source.rules.format = parse_list_format(text_of(object, "format"));
  if (const std::string licence = text_of(object, "licence"); !licence.empty()) {
    source.licence = licence;
  }
  source.is_restricted = object.contains("restricted") && object["restricted"] == true;
  if (source.dataset.empty() || !locate_source(source.url) || !source.rules.format || !is_sha256(source.sha256) ||
      source.size_bytes == 0) {
    return fail(ErrorCode::bad_format, "a source needs dataset, url, format, sha256, size_bytes");
  }
  if (const std::string columns = text_of(object, "columns"); !columns.empty()) {
    auto parsed = parse_csv_columns(columns);
    if (!parsed) {
      return std::unexpected(parsed.error());
    }
    source.rules.columns = std::move(*parsed);
  }
  return source;
}

}  // namespace

Result<std::vector<PublicSource>> parse_public_sources(std::string_view json) {
  const auto file = nlohmann::json::parse(json, nullptr, false);
  if (!file.is_object() || !file.contains("sources") || !file["sources"].is_array()) {
    return fail(ErrorCode::bad_format, "no {\"sources\": [...]}");
  }
  std::vector<PublicSource> sources;
  for (const auto& object : file["sources"]) {
    auto source = object.is_object() ? public_source_of(object) : fail(ErrorCode::bad_format, "a source that is none");
    if (!source) {
      return std::unexpected(source.error());
    }
    sources.push_back(std::move(*source));
  }
  return sources;
}

}  // namespace bycatch
