#include "hamming_kernels.h"

#include <bit>

#include "hamming_format.h"

#if BYCATCH_HAVE_AVX2
#include <immintrin.h>
#endif

namespace bycatch::hamming {
namespace {

void find_close_portable(const std::byte* values, std::size_t from, std::size_t count, std::uint16_t wanted, int limit,
                         std::vector<std::uint32_t>& out) {
  for (std::size_t i = from; i < count; ++i) {
    const auto differs = static_cast<std::uint16_t>(load<std::uint16_t>(values + 2 * i) ^ wanted);
    if (std::popcount(differs) <= limit) out.push_back(static_cast<std::uint32_t>(i));
  }
}

// Half of the bits say enough: of two unrelated imprints the first halves alone are further apart than any radius
// asked.
[[gnu::always_inline]] inline void find_near_with(const std::byte* imprints, std::size_t count, std::uint32_t position,
                                                  const Imprint& wanted, int radius, std::vector<Near>& out) {
  const auto differing = [&](const std::byte* imprint, std::size_t word) __attribute__((always_inline)) {
    return std::popcount(load<std::uint64_t>(imprint + 8 * word) ^ wanted.words[word]);
  };
  for (std::size_t i = 0; i < count; ++i) {
    const std::byte* imprint = imprints + i * kImprintBytes;
    int bits = differing(imprint, 0) + differing(imprint, 1);
    if (bits > radius) continue;
    bits += differing(imprint, 2) + differing(imprint, 3);
    if (bits <= radius) out.push_back({position + static_cast<std::uint32_t>(i), bits});
  }
}

#if BYCATCH_HAVE_AVX2
// Bits set in each of 16 values: looked up by half bytes, then the two bytes of a value added.
BYCATCH_AVX2 inline __m256i count_bits(__m256i values) {
  const __m256i in_half_byte = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,  //
                                                0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low_half = _mm256_set1_epi8(15);
  const __m256i low = _mm256_shuffle_epi8(in_half_byte, _mm256_and_si256(values, low_half));
  const __m256i high = _mm256_shuffle_epi8(in_half_byte, _mm256_and_si256(_mm256_srli_epi16(values, 4), low_half));
  return _mm256_maddubs_epi16(_mm256_add_epi8(low, high), _mm256_set1_epi8(1));
}

BYCATCH_AVX2 void find_close_avx2(const std::byte* values, std::size_t count, std::uint16_t wanted, int limit,
                                  std::vector<std::uint32_t>& out) {
  const __m256i all_wanted = _mm256_set1_epi16(static_cast<short>(wanted));
  const __m256i too_many = _mm256_set1_epi16(static_cast<short>(limit + 1));
  std::size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m256i here = _mm256_loadu_si256(reinterpret_cast<const __m256i_u*>(values + 2 * i));
    const __m256i bits = count_bits(_mm256_xor_si256(here, all_wanted));
    // Two bits of the mask for each value.
    auto close = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpgt_epi16(too_many, bits)));
    while (close != 0) {
      const auto bit = static_cast<std::uint32_t>(std::countr_zero(close));
      out.push_back(static_cast<std::uint32_t>(i) + bit / 2);
      close &= ~(std::uint32_t{3} << bit);
    }
  }
  find_close_portable(values, i, count, wanted, limit, out);
}

BYCATCH_AVX2 void find_near_avx2(const std::byte* imprints, std::size_t count, std::uint32_t position,
                                 const Imprint& wanted, int radius, std::vector<Near>& out) {
  find_near_with(imprints, count, position, wanted, radius, out);
}
#endif

}  // namespace

void find_close(const std::byte* values, std::size_t count, std::uint16_t wanted, int limit,
                std::vector<std::uint32_t>& out, [[maybe_unused]] Simd simd) {
#if BYCATCH_HAVE_AVX2
  if (simd == Simd::avx2) return find_close_avx2(values, count, wanted, limit, out);
#endif
  find_close_portable(values, 0, count, wanted, limit, out);
}

void find_near(const std::byte* imprints, std::size_t count, std::uint32_t position, const Imprint& wanted, int radius,
               std::vector<Near>& out, [[maybe_unused]] Simd simd) {
#if BYCATCH_HAVE_AVX2
  if (simd == Simd::avx2) return find_near_avx2(imprints, count, position, wanted, radius, out);
#endif
  find_near_with(imprints, count, position, wanted, radius, out);
}

}  // namespace bycatch::hamming
