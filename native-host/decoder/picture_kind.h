// What a file is, by its first bytes: names lie.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace bycatch {

enum class PictureKind : std::uint8_t {
  jpeg,
  png,
  webp,
  gif,
  heif,   // AVIF and HEIC
  other,  // a drawing, a document, a video, or a picture of another kind
  none,
};

inline constexpr std::size_t kKindBytes = 512;  // as many as are looked at

[[nodiscard]] PictureKind kind_of(std::span<const std::byte> head) noexcept;

}  // namespace bycatch
