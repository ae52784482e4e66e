// Images of imprints, the first byte saying what is tried:
//   0  the rest is an image: refused, or every query stays within it
//   1  a good image with some bytes changed: the same answers, or corrupt
//   2  the same with all checksums made right again: every query stays within it
//   3  the rest are imprints: both layouts find what comparing with all finds
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <random>
#include <span>
#include <vector>

#include "hamming_images.h"

namespace {

using namespace bycatch;
using namespace bycatch::test;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Sample {
  std::vector<Imprint> imprints;
  Imprint query;
  std::vector<std::byte> images[2];
};

const Sample& sample() {
  static const Sample made = [] {
    std::mt19937_64 random(1);
    Sample sample;
    sample.query = random_imprint(random);
    for (std::size_t i = 0; i < 3000; ++i) sample.imprints.push_back(random_imprint(random));
    for (std::size_t i = 0; i <= 31; ++i) sample.imprints.push_back(moved(sample.query, i, random));
    sample.imprints = ascending(sample.imprints);
    sample.images[0] = *build_hamming(sample.imprints, HammingLayout::scan);
    sample.images[1] = *build_hamming(sample.imprints, HammingLayout::tables);
    return sample;
  }();
  return made;
}

void query_all(std::span<const std::byte> image) {
  const auto index = HammingIndex::open(image);
  if (!index) return;
  for (const Imprint& query : {sample().query, sample().imprints[7], Imprint{}}) {
    for (const int radius : {0, 31, 90}) {
      std::vector<Near> near;
      if (!index->near(query, radius, near)) require(near.empty());
      for (const Near& found : near) require(found.position < index->size() && found.distance <= radius);
    }
  }
}

void change_and_query(std::span<const std::uint8_t> input, bool sealed) {
  if (input.empty()) return;
  std::vector<std::byte> image = sample().images[input[0] % 2];
  for (input = input.subspan(1); input.size() >= 5; input = input.subspan(5)) {
    std::uint32_t at = 0;
    std::memcpy(&at, input.data(), 4);
    image[at % image.size()] ^= static_cast<std::byte>(input[4]);
  }
  if (sealed) {
    seal(image);
    return query_all(image);
  }
  const auto index = HammingIndex::open(image);
  if (!index) return;
  std::vector<Near> near;
  if (index->near(sample().query, 31, near)) require(near == brute_force(sample().imprints, sample().query, 31));
}

void build_and_query(std::span<const std::uint8_t> input) {
  if (input.size() < 33) return;
  const int radius = input[0];
  std::vector<Imprint> imprints((input.size() - 1) / sizeof(Imprint));
  std::memcpy(imprints.data(), input.data() + 1, imprints.size() * sizeof(Imprint));
  const Imprint query = imprints.back();
  imprints.pop_back();
  imprints = ascending(imprints);
  for (const HammingLayout layout : {HammingLayout::scan, HammingLayout::tables}) {
    const auto image = build_hamming(imprints, layout);
    const auto index = HammingIndex::open(*image);
    std::vector<Near> near;
    require(index.has_value() && index->near(query, radius, near).has_value());
    require(near == brute_force(imprints, query, radius));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span input(data + 1, size - 1);
  switch (data[0] % 4) {
    case 0: {
      const std::vector<std::uint8_t> exact(input.begin(), input.end());
      query_all(std::as_bytes(std::span(exact)));
      break;
    }
    case 1:
      change_and_query(input, false);
      break;
    case 2:
      change_and_query(input, true);
      break;
    default:
      build_and_query(input);
  }
  return 0;
}
