// publish.json: what a publisher has settled on.
#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <string>

#include "metadata.h"
#include "result.h"
#include "signing_key.h"

namespace bycatch {

struct PackSettings {
  static constexpr std::size_t kMaxTitleBytes = 128;

  std::string title;  // for people
  bool by_default = true;
};

struct PublishSettings {
  static constexpr std::size_t kMaxFileBytes = 1 << 20;
  static constexpr std::size_t kMaxPacks = 15;
  static constexpr int kMaxDeltas = 100;

  KeyKind algorithm = KeyKind::ed25519;
  int deltas = 14;  // from so many earlier states a delta leads to the present one
  std::array<int, kFeedRoles.size()> days = {365, 7, 21, 90};  // until what a role signs expires; by FeedRole
  std::map<std::string, PackSettings> packs;

  [[nodiscard]] std::chrono::days period(FeedRole role) const {
    return std::chrono::days(days[static_cast<std::size_t>(role)]);
  }
};

// Errors: those of read_small_file(); bad_format, naming the field.
[[nodiscard]] Result<PublishSettings> read_settings(const std::filesystem::path& file);
// Errors: those of replace_file().
Status write_settings(const std::filesystem::path& file, const PublishSettings& settings);

}  // namespace bycatch
