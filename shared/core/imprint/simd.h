// Which of two ways to compute is taken; both give the same answers. Code for a newer processor is compiled function by
// function, never file by file: an inline function of the standard library that was compiled for AVX2 could otherwise
// be the one that the linker keeps for all.
#pragma once

#include <cstdint>

#if defined(__x86_64__) && defined(__GNUC__)
#define BYCATCH_HAVE_AVX2 1
#define BYCATCH_AVX2 [[gnu::target("avx2,popcnt,sse4.2")]]
#else
#define BYCATCH_HAVE_AVX2 0
#endif

namespace bycatch {

enum class Simd : std::uint8_t { portable, avx2 };

// The better one that this processor has.
[[nodiscard]] inline Simd best_simd() noexcept {
#if BYCATCH_HAVE_AVX2
  static const bool has_avx2 =
      __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("sse4.2");
  return has_avx2 ? Simd::avx2 : Simd::portable;
#else
  return Simd::portable;
#endif
}

}  // namespace bycatch
