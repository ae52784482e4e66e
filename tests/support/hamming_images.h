// Made-up imprints and images of them, for tests and fuzzers of the search.
#pragma once

#include <algorithm>
#include <cstring>
#include <random>
#include <span>
#include <vector>

#include "crc32c.h"
#include "hamming_builder.h"
#include "hamming_format.h"
#include "hamming_index.h"

namespace bycatch::test {

inline Imprint random_imprint(std::mt19937_64& random) {
  Imprint imprint;
  for (auto& word : imprint.words) word = random();
  return imprint;
}

inline void flip(Imprint& imprint, std::size_t bit) {
  imprint.words[bit / 64] ^= std::uint64_t{1} << (63 - bit % 64);
}

// Exactly `flips` bits away.
inline Imprint moved(Imprint imprint, std::size_t flips, std::mt19937_64& random) {
  const Imprint from = imprint;
  while (static_cast<std::size_t>(distance(from, imprint)) < flips) {
    Imprint next = imprint;
    flip(next, random() % kImprintBits);
    if (distance(from, next) > distance(from, imprint)) imprint = next;
  }
  return imprint;
}

inline std::vector<Imprint> ascending(std::vector<Imprint> imprints) {
  std::ranges::sort(imprints);
  const auto rest = std::ranges::unique(imprints);
  imprints.erase(rest.begin(), rest.end());
  return imprints;
}

inline std::vector<Near> brute_force(std::span<const Imprint> imprints, const Imprint& wanted, int radius) {
  std::vector<Near> near;
  for (std::size_t i = 0; i < imprints.size(); ++i) {
    const int bits = distance(imprints[i], wanted);
    if (bits <= radius) near.push_back({static_cast<std::uint32_t>(i), bits});
  }
  return near;
}

// Makes all checksums right again, as whoever forges an image would.
inline void seal(std::vector<std::byte>& image) {
  using namespace hamming;
  auto header = load<Header>(image.data());
  header.checksum = crc32c(std::span(image).first(kHeaderBytes - 4));
  std::memcpy(image.data(), &header, sizeof header);
  const Places places(header.count, header.layout == static_cast<std::uint32_t>(HammingLayout::tables));
  if (header.count > kMaxCount || places.end != image.size()) return;
  for (std::size_t block = 0; block < places.blocks; ++block) {
    const std::size_t begin = kHeaderBytes + block * kBlockBytes;
    const std::size_t end = std::min(begin + kBlockBytes, places.checksums);
    const std::uint32_t sum = crc32c(std::span(image).subspan(begin, end - begin));
    std::memcpy(&image[places.checksums + 4 * block], &sum, 4);
  }
}

}  // namespace bycatch::test
