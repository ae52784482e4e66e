// The two inner loops of the search, each in a portable way and in one for AVX2; both give the same answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hamming_near.h"
#include "imprint.h"
#include "simd.h"

namespace bycatch::hamming {

// Appends the index of each of `count` 16-bit values at `values` (any alignment) that differs from `wanted` in at most
// `limit` bits, ascending.
void find_close(const std::byte* values, std::size_t count, std::uint16_t wanted, int limit,
                std::vector<std::uint32_t>& out, Simd simd);

// Appends each of `count` imprints at `imprints` (any alignment) within `radius` of `wanted`; the first is at
// `position`.
void find_near(const std::byte* imprints, std::size_t count, std::uint32_t position, const Imprint& wanted, int radius,
               std::vector<Near>& out, Simd simd);

}  // namespace bycatch::hamming
