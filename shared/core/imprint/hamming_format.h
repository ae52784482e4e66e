// Where what lies in an image of imprints. The meaning is written down in FORMAT.md.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "imprint.h"

namespace bycatch::hamming {

static_assert(std::endian::native == std::endian::little, "images are little-endian and read where they lie");

inline constexpr std::array<char, 8> kMagic = {'B', 'Y', 'C', 'I', 'M', 'P', 'R', 'T'};
inline constexpr std::uint32_t kVersion = 1;

inline constexpr std::size_t kHeaderBytes = 64;
inline constexpr std::size_t kBlockBytes = 1024;  // each with a checksum
inline constexpr std::size_t kImprintBytes = 32;
inline constexpr std::uint64_t kMaxCount = std::uint64_t{1} << 27U;

inline constexpr std::size_t kChunks = 16;  // of 16 bits each
inline constexpr std::size_t kChunkValues = 65536;

// A directory says of each value of a chunk where its entries begin: exactly for the first value of each group, for all
// as a step from there that fits a byte.
inline constexpr std::size_t kGroupValues = 16;
inline constexpr std::size_t kGroups = kChunkValues / kGroupValues;
inline constexpr std::size_t kDirectoryBytes = (kGroups + 1) * 4 + kChunkValues;
inline constexpr std::uint32_t kMaxStep = 255;

// A step counts 2^shift entries, so that a group of half again the mean size is within its reach.
[[nodiscard]] constexpr unsigned step_shift(std::uint64_t count) noexcept {
  unsigned shift = 0;
  while ((std::uint64_t{kMaxStep} << shift) * kGroups < count * 3 / 2) ++shift;
  return shift;
}

struct Header {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t layout;
  std::uint64_t count;
  std::array<std::byte, 36> zero;
  std::uint32_t checksum;  // of the 60 bytes before
};
static_assert(sizeof(Header) == kHeaderBytes && std::is_trivially_copyable_v<Header>);

// Tables whose entries say which imprint they are of, beside table 0, whose order is that of the imprints.
inline constexpr std::array<std::size_t, 2> kLandings = {5, 11};

// Offsets from the start of the image. No sum can wrap: count <= kMaxCount.
struct Places {
  Places(std::uint64_t count, bool has_tables)
      : imprints(kHeaderBytes),
        directories(imprints + count * kImprintBytes),
        nexts(directories + (has_tables ? kChunks * kDirectoryBytes : 0)),
        positions(nexts + (has_tables ? kChunks * count * 2 : 0)),
        checksums(positions + (has_tables ? kLandings.size() * count * 4 : 0)),
        blocks((checksums - kHeaderBytes + kBlockBytes - 1) / kBlockBytes),
        end(checksums + blocks * 4) {}

  std::size_t imprints;
  std::size_t directories;
  std::size_t nexts;
  std::size_t positions;
  std::size_t checksums;
  std::size_t blocks;  // of kBlockBytes from kHeaderBytes to `checksums`; the last one may be shorter
  std::size_t end;
};

// Chunk 0 is the first four digits of the text.
[[nodiscard]] inline std::uint16_t chunk_of(const Imprint& imprint, std::size_t chunk) noexcept {
  return static_cast<std::uint16_t>(imprint.words[chunk / 4] >> (48 - 16 * (chunk % 4)));
}

template <class T>
[[nodiscard]] T load(const std::byte* from) noexcept {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

}  // namespace bycatch::hamming
