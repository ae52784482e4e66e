#include "sync_state.h"

#include <nlohmann/json.hpp>

#include "durable_file.h"
#include "strict_json.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxStateBytes = 64 << 10;

std::int64_t time_in(const nlohmann::json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_integer() ? std::max<std::int64_t>(found->get<std::int64_t>(), 0) : 0;
}

std::optional<std::vector<std::string>> packs_in(const nlohmann::json& json) {
  const auto found = json.find("packs");
  if (found == json.end() || !found->is_array()) {
    return std::nullopt;
  }
  std::vector<std::string> packs;
  for (const auto& pack : *found) {
    if (pack.is_string()) {
      packs.push_back(pack.get<std::string>());
    }
  }
  return packs;
}

}  // namespace

ReadSyncState read_sync_state(const std::filesystem::path& file) {
  const auto text = read_small_file(file, kMaxStateBytes);
  const auto json = text ? parse_strict_json(*text, kMaxStateBytes) : std::unexpected(text.error());
  if (!json || !json->is_object()) {
    return {.state = {}, .is_damaged = text.has_value() || text.error().code != ErrorCode::not_found};
  }
  SyncState state;
  const auto feed = json->find("feed");
  state.feed = feed != json->end() && feed->is_string() ? feed->get<std::string>() : "";
  state.packs = packs_in(*json);
  state.checked_at = time_in(*json, "checked_at");
  state.not_before = time_in(*json, "not_before");
  return {.state = std::move(state), .is_damaged = false};
}

Status write_sync_state(const std::filesystem::path& file, const SyncState& state) {
  nlohmann::json json = {{"feed", state.feed}, {"checked_at", state.checked_at}, {"not_before", state.not_before}};
  if (state.packs) {
    json["packs"] = *state.packs;
  }
  return replace_file(file, json.dump(2) + "\n");
}

}  // namespace bycatch
