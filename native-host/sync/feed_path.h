// Where the files of a feed stand, from the feed's address on, as an address spells it (FEED.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "feed_hash.h"

namespace bycatch {

// Every byte but A-Z a-z 0-9 - . _ ~ as %XX.
[[nodiscard]] std::string percent_encoded(std::string_view text);

// `N.ROLE.json`; without a version `ROLE.json`.
[[nodiscard]] std::string metadata_name(std::string_view role, std::optional<std::int64_t> version);

// `FOLDERS/HASH.NAME`; without hashes `FOLDERS/NAME`.
[[nodiscard]] std::string target_path(std::string_view name, const FeedHashes& hashes);

}  // namespace bycatch
