#include "staged_record.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <numeric>

namespace bycatch {
namespace {

static_assert(std::endian::native == std::endian::little, "digits are taken as they lie in memory");

constexpr std::size_t kFewRecords = 4096;

// Where the bytes of a record lie that order it, the least first. A list's number has 12 bits.
constexpr std::array<std::size_t, 20> kDigits = [] {
  std::array<std::size_t, 20> digits{};
  std::size_t count = 0;
  const auto put = [&](std::size_t first, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) digits[count++] = first + i;
  };
  put(offsetof(StagedRecord, label), 1);
  put(offsetof(StagedRecord, photo), 8);
  put(offsetof(StagedRecord, list), 2);
  put(offsetof(StagedRecord, key), 8);
  put(offsetof(StagedRecord, space), 1);
  return digits;
}();

using Counts = std::array<std::uint32_t, 256>;

}  // namespace

// Least digit first. Most bytes are the same in all records, and cost nothing.
void sort_records(std::span<StagedRecord> records, std::span<StagedRecord> scratch) {
  if (records.size() <= kFewRecords) {
    std::ranges::sort(records, [](const StagedRecord& a, const StagedRecord& b) { return a < b; });
    return;
  }
  std::array<Counts, kDigits.size()> counts{};
  for (const StagedRecord& record : records) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(&record);
    for (std::size_t digit = 0; digit < kDigits.size(); ++digit) ++counts[digit][bytes[kDigits[digit]]];
  }
  std::span<StagedRecord> from = records;
  std::span<StagedRecord> to = scratch;
  for (std::size_t digit = 0; digit < kDigits.size(); ++digit) {
    Counts& places = counts[digit];
    if (std::ranges::max(places) == records.size()) continue;
    std::exclusive_scan(places.begin(), places.end(), places.begin(), std::uint32_t{0});
    for (const StagedRecord& record : from) {
      to[places[reinterpret_cast<const unsigned char*>(&record)[kDigits[digit]]]++] = record;
    }
    std::swap(from, to);
  }
  if (from.data() != records.data()) std::ranges::copy(from, records.begin());
}

}  // namespace bycatch
