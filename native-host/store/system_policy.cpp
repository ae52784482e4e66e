#include "system_policy.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "acting_user.h"
#include "dataset_word.h"
#include "durable_file.h"
#include "strict_json.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxPolicyPacks = 15;

std::optional<std::string> text_in(const nlohmann::json& value) {
  const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; };
  if (!value.is_string()) {
    return std::nullopt;
  }
  std::string text = value.get<std::string>();
  const bool is_one =
      !text.empty() && text.size() <= SystemPolicy::kMaxTextBytes && std::ranges::none_of(text, is_control);
  return is_one ? std::optional(std::move(text)) : std::nullopt;
}

bool take(std::string& to, const nlohmann::json& value) {
  auto text = text_in(value);
  to = text.value_or("");
  return text.has_value();
}

bool take(std::filesystem::path& to, const nlohmann::json& value) {
  const std::filesystem::path path = text_in(value).value_or("");
  to = path.is_absolute() ? path : std::filesystem::path();
  return path.is_absolute();
}

bool take(std::optional<std::vector<std::string>>& to, const nlohmann::json& value) {
  std::vector<std::string> packs;
  for (const nlohmann::json& pack : value.is_array() ? value : nlohmann::json::array({0})) {
    packs.push_back(pack.is_string() ? pack.get<std::string>() : "");
  }
  const bool are_packs = packs.size() <= kMaxPolicyPacks && std::ranges::all_of(packs, is_dataset_word);
  to = are_packs ? std::optional(std::move(packs)) : std::nullopt;
  return are_packs;
}

// An address by TLS or of this machine, or an absolute path.
bool take_place(std::string& to, const nlohmann::json& value) {
  const bool is_taken = take(to, value) && (to.starts_with("https://") || to.starts_with("http://127.0.0.1:") ||
                                            to.starts_with("http://[::1]:") || to.starts_with("/"));
  if (!is_taken) to.clear();
  return is_taken;
}

bool take(std::optional<int>& to, const nlohmann::json& value) {
  const bool is_one = value.is_number_unsigned() && value.get<std::uint64_t>() >= 1 &&
                      value.get<std::uint64_t>() <= std::uint64_t{SystemPolicy::kMaxKeptDays};
  to = is_one ? std::optional(value.get<int>()) : std::nullopt;
  return is_one;
}

// By TLS, or not further than this machine.
bool take_events(std::string& to, const nlohmann::json& value) {
  constexpr std::array<std::string_view, 5> kBeginnings = {"https://", "syslogs://", "syslog://",
                                                           "http://127.0.0.1:", "http://[::1]:"};
  const bool is_taken = take(to, value) && std::ranges::any_of(kBeginnings, [&](std::string_view beginning) {
                          return to.starts_with(beginning) && to.size() > beginning.size();
                        });
  if (!is_taken) to.clear();
  return is_taken;
}

// Whether it was taken; nothing, when no key is called that.
std::optional<bool> take_key(SystemPolicy& policy, std::string_view name, const nlohmann::json& value) {
  if (name == "feed") return take(policy.feed, value);
  if (name == "root") return take(policy.root, value);
  if (name == "packs") return take(policy.packs, value);
  if (name == "proxy") return take(policy.proxy, value);
  if (name == "ca") return take(policy.ca, value);
  if (name == "certificate") return take(policy.certificate, value);
  if (name == "key") return take(policy.key, value);
  if (name == "events") return take_events(policy.events, value);
  if (name == "eventsToken") return take(policy.events_token, value);
  if (name == "watchPack") return take_place(policy.watch_pack, value);
  if (name == "watchPackKey") return take(policy.watch_pack_key, value);
  if (name == "keepDays") return take(policy.keep_days, value);
  return std::nullopt;
}

SystemPolicy unread(ErrorCode code) {
  SystemPolicy policy;
  policy.troubles.push_back({"", code});
  return policy;
}

}  // namespace

SystemPolicy parse_system_policy(std::string_view text) {
  const auto json = parse_strict_json(text, SystemPolicy::kMaxBytes);
  if (!json || !json->is_object()) {
    const bool is_too_large = !json && json.error().code == ErrorCode::too_large;
    return unread(is_too_large ? ErrorCode::too_large : ErrorCode::bad_format);
  }
  SystemPolicy policy;
  for (const auto& [name, value] : json->items()) {
    const auto is_taken = take_key(policy, name, value);
    if (!is_taken || !*is_taken) {
      policy.troubles.push_back({name.empty() ? "\"\"" : name.substr(0, SystemPolicy::kMaxTextBytes),
                                 is_taken ? ErrorCode::bad_format : ErrorCode::unsupported});
    }
  }
  return policy;
}

SystemPolicy read_system_policy(const std::filesystem::path& file) {
  const auto text = read_small_file(file, SystemPolicy::kMaxBytes);
  if (!text) {
    return text.error().code == ErrorCode::not_found ? SystemPolicy() : unread(text.error().code);
  }
  return is_written_by_others(file) ? unread(ErrorCode::permission) : parse_system_policy(*text);
}

}  // namespace bycatch
