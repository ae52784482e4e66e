#include "spectrum.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numbers>

namespace bycatch {
namespace {

using Basis = std::array<float, kSpectrumSide * kSamplesSide>;

// One row of 64 a frequency.
Basis make_basis() {
  const auto scale = static_cast<float>(std::sqrt(2.0 / double{kSamplesSide}));
  Basis basis;
  for (std::size_t i = 0; i < kSpectrumSide; ++i) {
    for (std::size_t j = 0; j < kSamplesSide; ++j) {
      const double angle =
          (std::numbers::pi / 2.0 / double{kSamplesSide}) * static_cast<double>(i + 1) * static_cast<double>(2 * j + 1);
      basis[i * kSamplesSide + j] = static_cast<float>(double{scale} * std::cos(angle));
    }
  }
  return basis;
}

Basis transposed(const Basis& basis) {
  Basis result;
  for (std::size_t i = 0; i < kSpectrumSide; ++i) {
    for (std::size_t j = 0; j < kSamplesSide; ++j) result[j * kSpectrumSide + i] = basis[i * kSamplesSide + j];
  }
  return result;
}

// The lower of the two middle values, as published.
float median_of(Spectrum spectrum) noexcept {
  const auto middle = spectrum.begin() + spectrum.size() / 2 - 1;
  std::nth_element(spectrum.begin(), middle, spectrum.end());
  return *middle;
}

int step_between(float a, float b) noexcept {
  return std::abs(static_cast<int>((a - b) * 100.0F / 255.0F));
}

// Mirroring a picture negates its odd frequencies in that direction, turning it also swaps the directions. A bit is
// not simply inverted: the median moves as well.
struct Symmetry {
  bool swaps;
  bool (*negates)(std::size_t vertical, std::size_t horizontal);  // indices of the spectrum: 0 is frequency 1
};

constexpr std::array<Symmetry, kDihedrals> kSymmetries = {{
    {false, [](std::size_t, std::size_t) { return false; }},
    {true, [](std::size_t, std::size_t j) { return j % 2 == 0; }},           // rotated by 90 degrees
    {false, [](std::size_t i, std::size_t j) { return (i + j) % 2 == 1; }},  // by 180
    {true, [](std::size_t i, std::size_t) { return i % 2 == 0; }},           // by 270
    {false, [](std::size_t i, std::size_t) { return i % 2 == 0; }},          // top to bottom
    {false, [](std::size_t, std::size_t j) { return j % 2 == 0; }},          // left to right
    {true, [](std::size_t, std::size_t) { return false; }},                  // along the main diagonal
    {true, [](std::size_t i, std::size_t j) { return (i + j) % 2 == 1; }},   // along the other
}};

}  // namespace

int quality_of(const Samples& samples) noexcept {
  int steps = 0;
  for (std::size_t i = 0; i < kSamplesSide; ++i) {
    for (std::size_t j = 0; j < kSamplesSide; ++j) {
      const std::size_t here = i * kSamplesSide + j;
      if (i + 1 < kSamplesSide) steps += step_between(samples[here], samples[here + kSamplesSide]);
      if (j + 1 < kSamplesSide) steps += step_between(samples[here], samples[here + 1]);
    }
  }
  return std::min(steps / 90, 100);
}

// Each sum runs over k alone and in ascending order; what the compiler may put side by side are different sums.
Spectrum spectrum_of(const Samples& samples) noexcept {
  static const Basis basis = make_basis();
  static const Basis basis_by_sample = transposed(basis);
  Spectrum spectrum{};
  for (std::size_t i = 0; i < kSpectrumSide; ++i) {
    std::array<float, kSamplesSide> row{};
    for (std::size_t k = 0; k < kSamplesSide; ++k) {
      const float factor = basis[i * kSamplesSide + k];
      for (std::size_t j = 0; j < kSamplesSide; ++j) row[j] += factor * samples[k * kSamplesSide + j];
    }
    for (std::size_t k = 0; k < kSamplesSide; ++k) {
      for (std::size_t j = 0; j < kSpectrumSide; ++j) {
        spectrum[i * kSpectrumSide + j] += row[k] * basis_by_sample[k * kSpectrumSide + j];
      }
    }
  }
  return spectrum;
}

Imprint imprint_from(const Spectrum& spectrum) noexcept {
  const float median = median_of(spectrum);
  Imprint imprint;
  for (std::size_t k = 0; k < spectrum.size(); ++k) {
    imprint.words[3 - k / 64] |= std::uint64_t{spectrum[k] > median} << (k % 64);
  }
  return imprint;
}

std::array<Imprint, kDihedrals> dihedral_from(const Spectrum& spectrum) noexcept {
  std::array<Imprint, kDihedrals> imprints;
  for (std::size_t n = 0; n < kDihedrals; ++n) {
    Spectrum seen;
    for (std::size_t i = 0; i < kSpectrumSide; ++i) {
      for (std::size_t j = 0; j < kSpectrumSide; ++j) {
        const float value = spectrum[i * kSpectrumSide + j];
        const std::size_t to = kSymmetries[n].swaps ? j * kSpectrumSide + i : i * kSpectrumSide + j;
        seen[to] = kSymmetries[n].negates(i, j) ? -value : value;
      }
    }
    imprints[n] = imprint_from(seen);
  }
  return imprints;
}

}  // namespace bycatch
