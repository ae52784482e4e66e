// From 64x64 samples of a picture to its imprint. Every sum is taken in the published order, since one rounding more
// or less can flip a bit.
#pragma once

#include <array>
#include <cstddef>

#include "imprint.h"
#include "picture_imprint.h"

namespace bycatch {

inline constexpr std::size_t kSamplesSide = 64;
using Samples = std::array<float, kSamplesSide * kSamplesSide>;  // row by row

inline constexpr std::size_t kSpectrumSide = 16;
using Spectrum = std::array<float, kSpectrumSide * kSpectrumSide>;  // frequencies 1 to 16, vertical by horizontal

[[nodiscard]] int quality_of(const Samples& samples) noexcept;
[[nodiscard]] Spectrum spectrum_of(const Samples& samples) noexcept;
[[nodiscard]] Imprint imprint_from(const Spectrum& spectrum) noexcept;
[[nodiscard]] std::array<Imprint, kDihedrals> dihedral_from(const Spectrum& spectrum) noexcept;

}  // namespace bycatch
