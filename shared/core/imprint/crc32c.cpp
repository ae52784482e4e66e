#include "crc32c.h"

#include <array>
#include <cstring>

#if BYCATCH_HAVE_AVX2
#include <nmmintrin.h>
#endif

namespace bycatch {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;  // reflected

// kTables[k][b]: the sum of byte b followed by k zero bytes.
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables make_tables() {
  Tables tables{};
  for (std::uint32_t b = 0; b < 256; ++b) {
    std::uint32_t sum = b;
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? kPolynomial : 0);
    tables[0][b] = sum;
  }
  for (std::size_t k = 1; k < tables.size(); ++k) {
    for (std::size_t b = 0; b < 256; ++b) {
      const std::uint32_t sum = tables[k - 1][b];
      tables[k][b] = (sum >> 8U) ^ tables[0][sum & 255U];
    }
  }
  return tables;
}

constexpr Tables kTables = make_tables();

std::uint64_t eight_at(const std::byte* from) noexcept {
  std::uint64_t value = 0;
  std::memcpy(&value, from, sizeof value);
  return value;
}

std::uint32_t step(std::uint32_t sum, std::byte next) noexcept {
  return (sum >> 8U) ^ kTables[0][(sum ^ static_cast<std::uint32_t>(next)) & 255U];
}

std::uint32_t eight_portable(std::uint32_t sum, std::uint64_t next) noexcept {
  next ^= sum;
  sum = 0;
  for (std::size_t k = 0; k < 8; ++k) sum ^= kTables[7 - k][(next >> (8 * k)) & 255U];
  return sum;
}

#if BYCATCH_HAVE_AVX2
BYCATCH_AVX2 std::uint32_t all_eights(std::uint32_t sum, const std::byte* from, std::size_t eights) noexcept {
  std::uint64_t wide = sum;
  for (std::size_t i = 0; i < eights; ++i) wide = _mm_crc32_u64(wide, eight_at(from + 8 * i));
  return static_cast<std::uint32_t>(wide);
}
#endif

}  // namespace

std::uint32_t crc32c(std::span<const std::byte> bytes, [[maybe_unused]] Simd simd) noexcept {
  std::uint32_t sum = 0xFFFFFFFF;
  const std::size_t eights = bytes.size() / 8;
#if BYCATCH_HAVE_AVX2
  if (simd == Simd::avx2) {
    sum = all_eights(sum, bytes.data(), eights);
  } else
#endif
  {
    for (std::size_t i = 0; i < eights; ++i) sum = eight_portable(sum, eight_at(bytes.data() + 8 * i));
  }
  for (const std::byte next : bytes.subspan(8 * eights)) sum = step(sum, next);
  return ~sum;
}

}  // namespace bycatch
