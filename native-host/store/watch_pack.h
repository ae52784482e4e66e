// What an organisation watches for all of its people: accounts and tags, as hashes, and the imprints of its pictures.
// Signed by a key of its own; which names stand behind the hashes is in no file of a machine that holds it.
//
// {"signatures":[{"keyid":…,"sig":…}],"signed":{"_type":"watch-pack","format":1,"name":…,"version":…,"expires":"DAY",
//  "salt":…,"accounts":[…],"tags":[…],"imprints":[…]}}; a hash is the first half of
//  SHA-256("SALT\nPLATFORM\nKIND\nID").
//
// Source: hostile until its signature was checked.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "imprint.h"
#include "protocol.gen.h"
#include "result.h"

namespace bycatch {

struct WatchPack {
  std::string name;                         // of the organisation, at most kMaxWatchPackName bytes
  std::int64_t version = 0;                 // from 1 on; a later one takes the place of an earlier one
  std::string expires;                      // the last UTC day on which it holds
  std::string salt;                         // 32 hex digits
  std::vector<std::string> accounts, tags;  // 32 hex digits each, sorted
  std::vector<Imprint> imprints;            // of each picture as it is, turned and mirrored
  bool operator==(const WatchPack&) const = default;
};

inline constexpr std::size_t kMaxWatchPackBytes = std::size_t{8} << 20;
inline constexpr std::size_t kMaxWatchPackName = 80;
inline constexpr std::size_t kMaxWatchPackAccounts = 40'000;
inline constexpr std::size_t kMaxWatchPackTags = 10'000;
inline constexpr std::size_t kMaxWatchPackImprints = 32'000;
inline constexpr int kWatchPackRadius = 31;

[[nodiscard]] std::string watch_pack_hash(std::string_view salt, const Identifier& identifier);

// Whether it watches an account or a tag (in its normal form), or a picture by its imprint (64 hex digits).
[[nodiscard]] bool watches(const WatchPack& pack, const Identifier& identifier);

// What is signed.
[[nodiscard]] nlohmann::json watch_pack_body(const WatchPack& pack);
// What a publisher writes.
[[nodiscard]] std::string watch_pack_text(const nlohmann::json& body, std::string_view key_id,
                                          std::string_view signature);

// Not whether it is signed.
// Errors: too_large; bad_format; unsupported, of another format.
[[nodiscard]] Result<WatchPack> parse_watch_pack(std::string_view bytes);

// `key`: JSON of the one key that may sign, as SigningKey::public_json().
// Errors: those of parse_watch_pack(); bad_format, when the key is none; signature; expired.
[[nodiscard]] Result<WatchPack> open_watch_pack(std::string_view bytes, std::string_view key,
                                                std::chrono::sys_days today);

// Where the one that is in use is kept.
[[nodiscard]] std::filesystem::path watch_pack_file(const std::filesystem::path& data_folder);

// Whether `today` is after its last day.
[[nodiscard]] bool is_expired(const WatchPack& pack, std::chrono::sys_days today);

}  // namespace bycatch
