// Pictures drawn by integer arithmetic alone, so that they are the same bytes on every machine and a hash of them can
// be kept in a vector file. No file, no photograph of anyone.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace bycatch::test {

struct DrawnPicture {
  int width;
  int height;
  int channels;  // 1: grey; 3: red, green, blue
  std::vector<std::uint8_t> bytes;
};

// `scene` is gradient, plasma, discs, letters, noise, flat or landscape (what a photograph looks like to a hash: hills
// of several sizes, a few hard edges, grain). An unknown scene is drawn as noise.
DrawnPicture draw_picture(std::string_view scene, int width, int height, int channels, std::uint32_t seed);

}  // namespace bycatch::test
