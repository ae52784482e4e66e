#include "media_year.h"

#include <charconv>

namespace bycatch {
namespace {

// "Sharding & IDs at Instagram" (2012): milliseconds since this moment in the upper 41 bits, 23 bits of shard and
// sequence below.
constexpr std::chrono::sys_time<std::chrono::milliseconds> kEpoch{std::chrono::milliseconds{1'314'220'021'721}};
constexpr int kBitsBelowTime = 23;

}  // namespace

std::optional<std::int64_t> media_year(const Identifier& identifier, std::chrono::sys_seconds now) {
  if (identifier.platform != Platform::instagram || identifier.kind != IdentifierKind::media) return std::nullopt;
  std::uint64_t id = 0;
  const char* end = identifier.id.data() + identifier.id.size();
  if (std::from_chars(identifier.id.data(), end, id) != std::from_chars_result{end, std::errc()}) return std::nullopt;
  const auto age = std::chrono::milliseconds(id >> kBitsBelowTime);
  // Numbers of the time before were counted up from one and give the epoch's first moments.
  if (age < std::chrono::days(1) || kEpoch + age > now) return std::nullopt;
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(kEpoch + age));
  return static_cast<int>(day.year());
}

}  // namespace bycatch
