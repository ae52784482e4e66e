#include "drawn_picture.h"

#include <algorithm>
#include <cstddef>

namespace bycatch::test {
namespace {

constexpr int kUnit = 4096;  // pictures are drawn on a square of kUnit x kUnit, whatever their size in pixels

std::uint32_t mix(std::uint32_t a, std::uint32_t b, std::uint32_t seed) {
  std::uint32_t h = (a * 0x9E3779B1U) ^ (b * 0x85EBCA77U) ^ (seed * 0xC2B2AE3DU);
  h ^= h >> 15U;
  h *= 0x2C1B3C6DU;
  h ^= h >> 12U;
  h *= 0x297A2D39U;
  return h ^ (h >> 15U);
}

int value_at(int column, int row, std::uint32_t seed) {
  return static_cast<int>(mix(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row), seed) & 255U);
}

// Smooth noise: random values on a grid of `cell` units, interpolated between.
int hills(int x, int y, int cell, std::uint32_t seed) {
  const int column = x / cell;
  const int row = y / cell;
  const int fx = x % cell;
  const int fy = y % cell;
  const int top = value_at(column, row, seed) * (cell - fx) + value_at(column + 1, row, seed) * fx;
  const int bottom = value_at(column, row + 1, seed) * (cell - fx) + value_at(column + 1, row + 1, seed) * fx;
  return static_cast<int>((std::int64_t{top} * (cell - fy) + std::int64_t{bottom} * fy) / cell / cell);
}

int plasma(int x, int y, std::uint32_t seed) {
  return (hills(x, y, 1024, seed) * 8 + hills(x, y, 512, seed + 1) * 4 + hills(x, y, 256, seed + 2) * 2 +
          hills(x, y, 128, seed + 3) + hills(x, y, 64, seed + 4)) /
         16;
}

int discs(int x, int y, std::uint32_t seed) {
  int value = 230;
  for (int i = 0; i < 9; ++i) {
    const int cx = value_at(i, 1, seed) * 16;
    const int cy = value_at(i, 2, seed) * 16;
    const int radius = 200 + value_at(i, 3, seed) * 4;
    if ((x - cx) * (x - cx) + (y - cy) * (y - cy) < radius * radius) value = value_at(i, 4, seed);
  }
  return value;
}

int letters(int x, int y, std::uint32_t seed) {
  const bool between_lines = y % 256 > 160;
  const bool ink = value_at(x / 48, y / 40, seed) < 110;
  return between_lines || !ink ? 245 : 20;
}

int landscape(int x, int y, std::uint32_t seed) {
  const int horizon = 1600 + hills(x, 0, 700, seed + 9) * 4;
  const int ground = y > horizon ? plasma(x, y, seed) : 255 - y / 32;
  const int house = discs(x, y, seed + 5);
  return house < 90 ? (house + ground) / 2 : ground;
}

int gradient(int x, int y, std::uint32_t) {
  return (x + y * 3) * 255 / (4 * kUnit);
}

int flat(int, int, std::uint32_t seed) {
  return static_cast<int>(seed & 255U);
}

using Shade = int (*)(int x, int y, std::uint32_t seed);

Shade shade_of(std::string_view scene) {
  if (scene == "gradient") return gradient;
  if (scene == "plasma") return plasma;
  if (scene == "discs") return discs;
  if (scene == "letters") return letters;
  if (scene == "landscape") return landscape;
  if (scene == "flat") return flat;
  return value_at;
}

}  // namespace

DrawnPicture draw_picture(std::string_view scene, int width, int height, int channels, std::uint32_t seed) {
  const Shade shade = shade_of(scene);
  DrawnPicture picture{width, height, channels, {}};
  picture.bytes.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                        static_cast<std::size_t>(channels));
  for (int row = 0; row < height; ++row) {
    const int y = row * kUnit / height;
    for (int column = 0; column < width; ++column) {
      const int x = column * kUnit / width;
      const int grey = shade(x, y, seed);
      const int grain = scene == "landscape" ? value_at(column, row, seed + 7) % 13 - 6 : 0;
      for (int channel = 0; channel < channels; ++channel) {
        const auto tint = static_cast<std::uint32_t>(channel);
        const int colour = channel == 0 ? 0 : hills(x, y, 2048, seed + 20 + tint) / 4 - 32;
        const int value = grey + (scene == "flat" ? 0 : grain + colour);
        picture.bytes.push_back(static_cast<std::uint8_t>(std::clamp(value, 0, 255)));
      }
    }
  }
  return picture;
}

}  // namespace bycatch::test
