// The bytes of an image whose blocks are checked when first read.
//
// Threads:  const members may run on any number of threads at once.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "hamming_format.h"
#include "simd.h"

namespace bycatch {

class CheckedImage {
 public:
  // Requires: bytes.size() == places.end.
  CheckedImage(std::span<const std::byte> bytes, const hamming::Places& places, Simd simd);

  // Whether all blocks of [begin, end) are as they were laid down; offsets are from the start of the image.
  [[nodiscard]] bool intact(std::size_t begin, std::size_t end) const noexcept;

  [[nodiscard]] const std::byte* at(std::size_t offset) const noexcept { return &bytes_[offset]; }
  [[nodiscard]] const hamming::Places& places() const noexcept { return places_; }
  [[nodiscard]] Simd simd() const noexcept { return simd_; }

 private:
  [[nodiscard]] bool check_block(std::size_t block) const noexcept;

  std::span<const std::byte> bytes_;
  hamming::Places places_;
  Simd simd_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> checked_;  // a bit for each block that was found intact
};

}  // namespace bycatch
