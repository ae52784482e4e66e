// CRC-32C (RFC 3720, appendix B.4): finds every single flipped bit and every burst of up to 32. It guards against
// damage, not against an adversary; what is read is bounded whatever the sum says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "simd.h"

namespace bycatch {

[[nodiscard]] std::uint32_t crc32c(std::span<const std::byte> bytes, Simd simd = best_simd()) noexcept;

}  // namespace bycatch
