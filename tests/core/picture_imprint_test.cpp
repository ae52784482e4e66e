#include "picture_imprint.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "drawn_picture.h"
#include "json_lines.h"

using namespace bycatch;
using bycatch::test::draw_picture;
using bycatch::test::DrawnPicture;

namespace {

PixelView view(const DrawnPicture& picture) {
  return {picture.bytes, picture.width, picture.height,
          static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.channels), picture.channels};
}

DrawnPicture draw(const nlohmann::json& v) {
  return draw_picture(v["scene"].get<std::string>(), v["width"], v["height"], v["channels"], v["seed"]);
}

std::vector<std::uint8_t> thumbnail_of(const DrawnPicture& grey) {  // requires sides that are multiples of 256
  const auto step_x = static_cast<std::size_t>(grey.width) / kThumbnailSide;
  const auto step_y = static_cast<std::size_t>(grey.height) / kThumbnailSide;
  std::vector<std::uint8_t> out;
  for (std::size_t y = 0; y < kThumbnailSide; ++y) {
    for (std::size_t x = 0; x < kThumbnailSide; ++x) {
      std::size_t sum = 0;
      for (std::size_t dy = 0; dy < step_y; ++dy) {
        for (std::size_t dx = 0; dx < step_x; ++dx) {
          sum += grey.bytes[(y * step_y + dy) * static_cast<std::size_t>(grey.width) + x * step_x + dx];
        }
      }
      out.push_back(static_cast<std::uint8_t>((sum + step_x * step_y / 2) / (step_x * step_y)));
    }
  }
  return out;
}

Thumbnail as_thumbnail(const std::vector<std::uint8_t>& bytes) {
  return Thumbnail(bytes.data(), kThumbnailSide * kThumbnailSide);
}

ErrorCode code_of(const PixelView& picture) {
  const auto result = imprint_of(picture);
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

}  // namespace

TEST_CASE("picture imprint: every drawn picture hashes as by the published tool") {
  for (const auto& v : load_json_lines("imprint/drawn.jsonl")) {
    CAPTURE(v.dump());
    const DrawnPicture picture = draw(v);
    const auto one = imprint_of(view(picture));
    REQUIRE(one.has_value());
    CHECK(to_text(one->imprint) == v["imprint"].get<std::string>());
    CHECK(one->quality == v["quality"].get<int>());

    const auto all = dihedral_of(view(picture));
    REQUIRE(all.has_value());
    CHECK(all->quality == one->quality);
    CHECK(all->imprints[0] == one->imprint);
    if (!v.contains("dihedral")) continue;
    for (std::size_t i = 1; i < kDihedrals; ++i) {
      CHECK(to_text(all->imprints[i]) == v["dihedral"][i - 1].get<std::string>());
    }
  }
}

TEST_CASE("picture imprint: what lies between the rows changes nothing") {
  const DrawnPicture picture = draw_picture("landscape", 301, 203, 3, 5);
  const std::size_t row = 301 * 3;
  const std::size_t stride = row + 37;
  std::vector<std::uint8_t> padded(stride * 202 + row, 0xEE);
  for (std::size_t y = 0; y < 203; ++y) {
    std::copy_n(&picture.bytes[y * row], row, &padded[y * stride]);
  }
  const auto expected = imprint_of(view(picture));
  const auto found = imprint_of({padded, 301, 203, stride, 3});
  REQUIRE(expected.has_value());
  REQUIRE(found.has_value());
  CHECK(found->imprint == expected->imprint);
}

TEST_CASE("picture imprint: a mirrored picture has the mirrored imprint") {
  const DrawnPicture picture = draw_picture("landscape", 512, 512, 1, 9);
  DrawnPicture mirrored = picture;
  for (std::size_t y = 0; y < 512; ++y) {
    for (std::size_t x = 0; x < 512; ++x) mirrored.bytes[y * 512 + x] = picture.bytes[y * 512 + 511 - x];
  }
  const auto all = dihedral_of(view(picture));
  const auto one = imprint_of(view(mirrored));
  REQUIRE(all.has_value());
  REQUIRE(one.has_value());
  CHECK(distance(all->imprints[5], one->imprint) <= 31);
  CHECK(distance(all->imprints[0], one->imprint) > 60);
}

TEST_CASE("picture imprint: a view that is not a picture is refused") {
  const std::vector<std::uint8_t> bytes(300);
  constexpr std::size_t kHuge = std::numeric_limits<std::size_t>::max();
  CHECK(code_of({bytes, 0, 0, 0, 1}) == ErrorCode::bad_request);
  CHECK(code_of({bytes, 10, -1, 10, 1}) == ErrorCode::bad_request);
  CHECK(code_of({bytes, 10, 10, 30, 2}) == ErrorCode::bad_request);
  CHECK(code_of({bytes, 10, 10, 29, 3}) == ErrorCode::bad_request);     // rows overlap
  CHECK(code_of({bytes, 10, 11, 30, 3}) == ErrorCode::bad_request);     // one row too many
  CHECK(code_of({bytes, 10, 10, kHuge, 3}) == ErrorCode::bad_request);  // would wrap around
  CHECK(code_of({bytes, 10, 10, kHuge / 9 + 1, 1}) == ErrorCode::bad_request);
  CHECK(code_of({{}, 10, 10, 10, 1}) == ErrorCode::bad_request);
  CHECK(imprint_of({bytes, 10, 10, 30, 3}).has_value());
}

TEST_CASE("picture imprint: too small and too large are refused, the limits are not") {
  const std::vector<std::uint8_t> bytes(std::size_t{5} * 30000, 100);
  CHECK(code_of({bytes, 1, 1, 1, 1}) == ErrorCode::not_checkable);
  CHECK(code_of({bytes, 4, 300, 4, 1}) == ErrorCode::not_checkable);
  CHECK(code_of({bytes, 30000, 5, 30000, 1}) == ErrorCode::too_large);
  CHECK(code_of({bytes, 5, 16385, 5, 1}) == ErrorCode::too_large);
  CHECK(imprint_of({bytes, 5, 16384, 5, 1}).has_value());
  CHECK(imprint_of({bytes, 16384, 5, 16384, 1}).has_value());
}

TEST_CASE("picture imprint: a plain picture is below the least quality") {
  const DrawnPicture picture = draw_picture("flat", 300, 300, 3, 130);
  const auto result = imprint_of(view(picture));
  REQUIRE(result.has_value());
  CHECK(result->quality < kMinQuality);
}

TEST_CASE("thumbnail imprint: at most 14 bits from the whole picture's") {
  for (const char* scene : {"landscape", "plasma"}) {
    for (const auto& [width, height] : {std::pair{512, 512}, {1024, 768}, {768, 1024}}) {
      CAPTURE(scene);
      CAPTURE(width);
      CAPTURE(height);
      const DrawnPicture picture = draw_picture(scene, width, height, 1, 77);
      const auto whole = dihedral_of(view(picture));
      REQUIRE(whole.has_value());
      const auto bytes = thumbnail_of(picture);
      const auto small = dihedral_of_thumbnail(as_thumbnail(bytes));
      for (std::size_t i = 0; i < kDihedrals; ++i) CHECK(distance(small.imprints[i], whole->imprints[i]) <= 14);
      CHECK(imprint_of_thumbnail(as_thumbnail(bytes)).imprint == small.imprints[0]);
    }
  }
}

TEST_CASE("thumbnail imprint: the same as of the picture with every pixel doubled") {
  DrawnPicture grey = draw_picture("plasma", 256, 256, 1, 3);
  // At the far edges the published filter shortens its window and ours repeats the last pixel: the same where it is
  // flat.
  for (std::size_t i = 0; i < grey.bytes.size(); ++i) {
    if (i % 256 >= 252 || i / 256 >= 252) grey.bytes[i] = 128;
  }
  DrawnPicture doubled{512, 512, 1, std::vector<std::uint8_t>(std::size_t{512} * 512)};
  for (std::size_t y = 0; y < 512; ++y) {
    for (std::size_t x = 0; x < 512; ++x) doubled.bytes[y * 512 + x] = grey.bytes[y / 2 * 256 + x / 2];
  }
  const auto expected = imprint_of(view(doubled));
  REQUIRE(expected.has_value());
  const auto found = imprint_of_thumbnail(as_thumbnail(grey.bytes));
  CHECK(found.imprint == expected->imprint);
  CHECK(found.quality == expected->quality);
}
