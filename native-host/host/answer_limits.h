// What protocol.schema.json allows an answer to hold, for those who fill one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace bycatch {

inline constexpr std::size_t kMaxListings = 256;  // Answer.listings

// As the schema's Count, whatever a list claims.
[[nodiscard]] constexpr std::int64_t to_count(std::uint64_t number) noexcept {
  constexpr std::uint64_t kMax = 9'007'199'254'740'991;
  return static_cast<std::int64_t>(std::min(number, kMax));
}

}  // namespace bycatch
