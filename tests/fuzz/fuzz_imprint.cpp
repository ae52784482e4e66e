// A picture of any claimed size and stride over any bytes: refused, or hashed without reading past them, and the two
// ways to ask for an imprint agree.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

#include "picture_imprint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  struct {
    std::int32_t width, height, channels;
    std::uint64_t stride;
  } claim{};
  constexpr std::size_t kClaimBytes = 3 * 4 + 8;
  if (size < kClaimBytes) return 0;
  std::memcpy(&claim.width, data, 4);
  std::memcpy(&claim.height, data + 4, 4);
  std::memcpy(&claim.channels, data + 8, 4);
  std::memcpy(&claim.stride, data + 12, 8);
  const std::vector<std::uint8_t> pixels(data + kClaimBytes, data + size);  // exactly sized, so that a step past shows

  const bycatch::PixelView picture{pixels, claim.width, claim.height, claim.stride, claim.channels};
  const auto one = bycatch::imprint_of(picture);
  const auto all = bycatch::dihedral_of(picture);
  if (one.has_value() != all.has_value()) std::abort();
  if (one && (one->imprint != all->imprints[0] || one->quality != all->quality)) std::abort();
  if (one && (one->quality < 0 || one->quality > 100)) std::abort();
  if (one && bycatch::parse_imprint(bycatch::to_text(one->imprint)) != one->imprint) std::abort();
  return 0;
}
