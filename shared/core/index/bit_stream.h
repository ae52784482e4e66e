// Bits in little-endian order, least significant first.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace bycatch {

// Loads and stores of the format's byte order, whatever the machine's.
template <class T>
[[nodiscard]] inline T load_le(const std::byte* at) noexcept {
  T value;
  std::memcpy(&value, at, sizeof value);
  if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
  return value;
}
template <class T>
inline void append_le(std::vector<std::byte>& out, T value) {
  if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
  const std::size_t before = out.size();
  out.resize(before + sizeof value);
  std::memcpy(out.data() + before, &value, sizeof value);
}

// The 57 or more bits from bit `at` on. Eight bytes from there must be readable.
[[nodiscard]] inline std::uint64_t window(const std::byte* bytes, std::uint64_t at) noexcept {
  return load_le<std::uint64_t>(bytes + (at >> 3U)) >> (at & 7U);
}

[[nodiscard]] constexpr std::uint64_t low_bits(std::uint64_t value, unsigned count) noexcept {
  return count >= 64 ? value : value & ((std::uint64_t{1} << count) - 1);
}

__extension__ typedef unsigned __int128 Wide;

// The upper 64 bits of a product.
[[nodiscard]] constexpr std::uint64_t high_product(std::uint64_t a, std::uint64_t b) noexcept {
  return static_cast<std::uint64_t>((Wide{a} * b) >> 64U);
}
// What to multiply by, so that high_product() of numbers from 0 to `most` lies evenly below `parts`. Requires:
// parts <= most, or both are 0.
[[nodiscard]] constexpr std::uint64_t scale_to(std::uint64_t parts, std::uint64_t most) noexcept {
  return static_cast<std::uint64_t>((Wide{parts} << 64U) / (Wide{most} + 1));
}

// `count` <= 64 bits from bit `at` on. Sixteen bytes from there must be readable.
[[nodiscard]] inline std::uint64_t read_bits(const std::byte* bytes, std::uint64_t at, unsigned count) noexcept {
  if (count <= 57) return low_bits(window(bytes, at), count);
  return low_bits(window(bytes, at), 32) | low_bits(window(bytes, at + 32), count - 32) << 32U;
}

// The `count` <= 57 bits below bit `end`, the one next to it highest. Eight bytes from there must be readable; requires
// end >= count in memory that is there: a stream is never at the start of a file.
[[nodiscard]] inline std::uint64_t read_back(const std::byte* bytes, std::uint64_t end, unsigned count) noexcept {
  const auto from = static_cast<std::int64_t>(end) - static_cast<std::int64_t>(count);
  return low_bits(load_le<std::uint64_t>(bytes + (from >> 3)) >> (from & 7), count);
}

// Appends to a vector that its owner may empty whenever whole bytes have gathered.
class BitWriter {
 public:
  explicit BitWriter(std::vector<std::byte>& out) noexcept : out_(&out) {}

  // Requires: count <= 64; no bit of `value` at or above `count`.
  void put(std::uint64_t value, unsigned count) {
    bits_ += count;
    buffer_ |= value << held_;
    if (held_ + count < 64) {
      held_ += count;
      return;
    }
    append_le(*out_, buffer_);
    const unsigned taken = 64 - held_;
    buffer_ = taken < 64 ? value >> taken : 0;
    held_ = count - taken;
  }

  void flush() {
    while (held_ > 0) {
      out_->push_back(static_cast<std::byte>(buffer_ & 0xffU));
      buffer_ >>= 8U;
      held_ -= held_ < 8 ? held_ : 8;
    }
  }

  [[nodiscard]] std::uint64_t bits() const noexcept { return bits_; }

 private:
  std::vector<std::byte>* out_;
  std::uint64_t buffer_ = 0;
  unsigned held_ = 0;
  std::uint64_t bits_ = 0;
};

}  // namespace bycatch
