// What an organisation has set for this machine in system_policy_file(): flat keys (manifests/policy/ADMIN.md) that say
// where lists come from. Nobody's own choice takes their place.
//
// Trust:  the file is believed when none but root, or who runs this, can write it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.h"

namespace bycatch {

struct SystemPolicy {
  static constexpr std::size_t kMaxBytes = 64 << 10;
  static constexpr std::size_t kMaxTextBytes = 2048;  // of a value
  static constexpr int kMaxKeptDays = 90;

  // What is wrong: a key that is not known or whose value is not as it must be; without a name, the file. What else
  // the file says stands.
  struct Trouble {
    std::string key;
    ErrorCode code{};
    bool operator==(const Trouble&) const = default;
  };

  std::string feed;                               // address; empty, like the rest: not set
  std::filesystem::path root;                     // file of the feed's root
  std::optional<std::vector<std::string>> packs;  // ids; none: no packs are held
  std::string proxy;
  std::filesystem::path ca, certificate, key;
  std::string events;                    // address to which counts are reported; empty: they are not kept
  std::filesystem::path events_token;    // file of the token that is shown there
  std::string watch_pack;                // https address, or absolute path, of what the organisation watches
  std::filesystem::path watch_pack_key;  // file of the key that signs it
  std::optional<int> keep_days;          // 1 to kMaxKeptDays: how long counts of sites are kept
  std::vector<Trouble> troubles;         // by key

  bool operator==(const SystemPolicy&) const = default;
};

[[nodiscard]] SystemPolicy parse_system_policy(std::string_view text);

// Of a file that is not there: nothing is set, and nothing is wrong.
[[nodiscard]] SystemPolicy read_system_policy(const std::filesystem::path& file);

}  // namespace bycatch
