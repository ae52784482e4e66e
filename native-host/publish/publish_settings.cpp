#include "publish_settings.h"

#include "durable_file.h"
#include "json_field.h"
#include "strict_json.h"
#include "workshop.h"

namespace bycatch {
namespace {

constexpr int kSettingsFormat = 1;
constexpr int kMaxDays = 3660;

std::unexpected<Error> bad_setting(const std::string& field) {
  return fail(ErrorCode::bad_format, "publish.json: " + field);
}

}  // namespace

Result<PublishSettings> read_settings(const std::filesystem::path& file) {
  const auto text = read_small_file(file, PublishSettings::kMaxFileBytes);
  const auto fields = text ? parse_strict_json(*text, PublishSettings::kMaxFileBytes) : std::unexpected(text.error());
  if (!fields) return std::unexpected(fields.error());
  PublishSettings settings;
  const std::int64_t format = number_field(*fields, "format");
  if (format != kSettingsFormat)
    return format > kSettingsFormat ? fail(ErrorCode::unsupported, "publish.json") : bad_setting("format");
  const std::string algorithm = text_field(*fields, "algorithm");
  if (algorithm != "ed25519" && algorithm != "p256") return bad_setting("algorithm");
  settings.algorithm = algorithm == "p256" ? KeyKind::p256 : KeyKind::ed25519;
  const std::int64_t deltas = number_field(*fields, "deltas");
  if (deltas < 0 || deltas > PublishSettings::kMaxDeltas) return bad_setting("deltas");
  settings.deltas = static_cast<int>(deltas);
  for (const FeedRole role : kFeedRoles) {
    const std::int64_t days = number_field(field_of(*fields, "days"), std::string(to_string(role)).c_str());
    if (days < 1 || days > kMaxDays) return bad_setting("days");
    settings.days[static_cast<std::size_t>(role)] = static_cast<int>(days);
  }
  const nlohmann::json& packs = field_of(*fields, "packs");
  if (!packs.is_object() || packs.size() > PublishSettings::kMaxPacks) return bad_setting("packs");
  for (const auto& [id, pack] : packs.items()) {
    const std::string title = text_field(pack, "title");
    if (!is_plain_id(id) || id == "imported" || title.empty() || title.size() > PackSettings::kMaxTitleBytes) {
      return bad_setting("packs");
    }
    settings.packs[id] = {title, true_field(pack, "by_default")};
  }
  return settings;
}

Status write_settings(const std::filesystem::path& file, const PublishSettings& settings) {
  nlohmann::json fields = {{"format", kSettingsFormat},
                           {"algorithm", to_string(settings.algorithm)},
                           {"deltas", settings.deltas},
                           {"packs", nlohmann::json::object()}};
  for (const FeedRole role : kFeedRoles) fields["days"][std::string(to_string(role))] = settings.period(role).count();
  for (const auto& [id, pack] : settings.packs) {
    fields["packs"][id] = {{"title", pack.title}, {"by_default", pack.by_default}};
  }
  return replace_file(file, fields.dump(2) + "\n");
}

}  // namespace bycatch
