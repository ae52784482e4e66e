// How long the imprint of a picture takes on one core, its decoding left out. Prints the median of kRounds, and the
// least.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "drawn_picture.h"
#include "picture_imprint.h"

namespace {

using namespace bycatch;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 101;

template <class Work>
void measure(const char* what, Work work) {
  std::array<double, kRounds> microseconds;
  std::uint64_t kept = 0;
  for (auto& round : microseconds) {
    const auto start = Clock::now();
    kept ^= work();  // so that the work cannot be left out
    round = std::chrono::duration<double, std::micro>(Clock::now() - start).count();
  }
  std::ranges::sort(microseconds);
  std::printf("imprint, %-22s %6.0f us  (least %.0f)%s\n", what, microseconds[kRounds / 2], microseconds[0],
              kept == 1 ? " " : "");
}

void measure_picture(int width, int height, int channels) {
  const test::DrawnPicture picture = test::draw_picture("landscape", width, height, channels, 56);
  const PixelView view{picture.bytes, width, height, static_cast<std::size_t>(width * channels), channels};
  std::array<char, 64> name;
  std::snprintf(name.data(), name.size(), "%dx%d %s", width, height, channels == 1 ? "grey" : "RGB");
  measure(name.data(), [&] { return imprint_of(view)->imprint.words[0]; });
}

}  // namespace

int main() {
  measure_picture(1024, 768, 3);
  measure_picture(1024, 768, 1);
  measure_picture(320, 320, 3);
  const test::DrawnPicture grey = test::draw_picture("landscape", 256, 256, 1, 56);
  const Thumbnail thumbnail(grey.bytes.data(), kThumbnailSide * kThumbnailSide);
  measure("thumbnail", [&] { return imprint_of_thumbnail(thumbnail).imprint.words[0]; });
  measure("thumbnail, all eight", [&] { return dihedral_of_thumbnail(thumbnail).imprints[7].words[0]; });
}
