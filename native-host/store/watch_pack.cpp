#include "watch_pack.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "envelope.h"
#include "feed_hash.h"
#include "strict_json.h"
#include "utc_date.h"

namespace bycatch {
namespace {

constexpr const char* kType = "watch-pack";
constexpr std::int64_t kFormat = 1;
constexpr std::size_t kHashDigits = 32;
constexpr std::size_t kMaxKeyBytes = 4096;

bool is_hash(std::string_view text) {
  return text.size() == kHashDigits &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string text_at(const nlohmann::json& body, const char* name) {
  const auto value = body.find(name);
  return value != body.end() && value->is_string() ? value->get<std::string>() : "";
}

bool take_hashes(const nlohmann::json& body, const char* name, std::size_t max, std::vector<std::string>& hashes) {
  const auto all = body.find(name);
  if (all == body.end() || !all->is_array() || all->size() > max) return false;
  for (const nlohmann::json& one : *all) {
    if (!one.is_string() || !is_hash(one.get_ref<const std::string&>())) return false;
    hashes.push_back(one.get<std::string>());
  }
  return std::ranges::is_sorted(hashes);
}

bool take_imprints(const nlohmann::json& body, std::vector<Imprint>& imprints) {
  const auto all = body.find("imprints");
  if (all == body.end() || !all->is_array() || all->size() > kMaxWatchPackImprints) return false;
  for (const nlohmann::json& one : *all) {
    const auto imprint = one.is_string() ? parse_imprint(one.get_ref<const std::string&>()) : std::nullopt;
    if (!imprint) return false;
    imprints.push_back(*imprint);
  }
  return true;
}

Result<WatchPack> pack_in(const nlohmann::json& body) {
  const auto format = body.find("format");
  if (text_at(body, "_type") != kType || format == body.end()) return fail(ErrorCode::bad_format, "no watch pack");
  if (*format != kFormat) return fail(ErrorCode::unsupported, "format of a watch pack");
  WatchPack pack;
  pack.name = text_at(body, "name");
  pack.expires = text_at(body, "expires");
  pack.salt = text_at(body, "salt");
  const auto version = body.find("version");
  const bool is_version = version != body.end() && version->is_number_unsigned() && *version >= 1 &&
                          version->get<std::uint64_t>() <= std::uint64_t{1} << 53;
  const bool is_name = !pack.name.empty() && pack.name.size() <= kMaxWatchPackName;
  if (!is_version || !is_name || !parse_utc_date(pack.expires) || !is_hash(pack.salt) || body.size() != 9 ||
      !take_hashes(body, "accounts", kMaxWatchPackAccounts, pack.accounts) ||
      !take_hashes(body, "tags", kMaxWatchPackTags, pack.tags) || !take_imprints(body, pack.imprints)) {
    return fail(ErrorCode::bad_format, "a field of a watch pack");
  }
  pack.version = version->get<std::int64_t>();
  return pack;
}

}  // namespace

std::string watch_pack_hash(std::string_view salt, const Identifier& identifier) {
  std::string text(salt);
  for (const std::string_view part :
       {to_string(identifier.platform), to_string(identifier.kind), std::string_view(identifier.id)}) {
    text += "\n" + std::string(part);
  }
  return sha256_hex(text).substr(0, kHashDigits);
}

bool watches(const WatchPack& pack, const Identifier& identifier) {
  if (identifier.kind == IdentifierKind::imprint) {
    const auto imprint = parse_imprint(identifier.id);
    return imprint && std::ranges::any_of(pack.imprints, [&](const Imprint& own) {
             return distance(own, *imprint) <= kWatchPackRadius;
           });
  }
  const bool is_tag = identifier.kind == IdentifierKind::tag;
  if (!is_tag && identifier.kind != IdentifierKind::account) return false;
  return std::ranges::binary_search(is_tag ? pack.tags : pack.accounts, watch_pack_hash(pack.salt, identifier));
}

nlohmann::json watch_pack_body(const WatchPack& pack) {
  nlohmann::json imprints = nlohmann::json::array();
  for (const Imprint& imprint : pack.imprints) imprints.push_back(to_text(imprint));
  return {{"_type", kType},
          {"format", kFormat},
          {"name", pack.name},
          {"version", pack.version},
          {"expires", pack.expires},
          {"salt", pack.salt},
          {"accounts", pack.accounts},
          {"tags", pack.tags},
          {"imprints", std::move(imprints)}};
}

std::string watch_pack_text(const nlohmann::json& body, std::string_view key_id, std::string_view signature) {
  const nlohmann::json pack = {{"signatures", {{{"keyid", key_id}, {"sig", signature}}}}, {"signed", body}};
  return pack.dump() + "\n";
}

Result<WatchPack> parse_watch_pack(std::string_view bytes) {
  const auto envelope = open_envelope(bytes, kMaxWatchPackBytes);
  return envelope ? pack_in(envelope->body) : std::unexpected(envelope.error());
}

Result<WatchPack> open_watch_pack(std::string_view bytes, std::string_view key, std::chrono::sys_days today) {
  const auto json = parse_strict_json(key, kMaxKeyBytes);
  const std::string id = json ? feed_key_id(*json) : "";
  auto public_key = json ? FeedKey::read(id, *json) : std::nullopt;
  if (!public_key) return fail(ErrorCode::bad_format, "the key of a watch pack");
  const auto envelope = open_envelope(bytes, kMaxWatchPackBytes);
  if (!envelope) return std::unexpected(envelope.error());
  FeedKeys keys;
  keys.emplace(id, *std::move(public_key));
  if (const Status is_signed = check_signatures(*envelope, {{id}, 1}, keys); !is_signed) {
    return std::unexpected(is_signed.error());
  }
  auto pack = pack_in(envelope->body);
  if (pack && is_expired(*pack, today)) return fail(ErrorCode::expired, "a watch pack until " + pack->expires);
  return pack;
}

std::filesystem::path watch_pack_file(const std::filesystem::path& data_folder) {
  return data_folder / "watch-pack.json";
}

bool is_expired(const WatchPack& pack, std::chrono::sys_days today) {
  const auto last = parse_utc_date(pack.expires);
  return !last || today > *last;
}

}  // namespace bycatch
