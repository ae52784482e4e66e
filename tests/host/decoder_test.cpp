// The real decoder on pictures of every form, whole and broken.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "area_average.h"
#include "picture_files.h"
#include "picture_kind.h"
#include "picture_reader.h"
#include "temp_folder.h"
#include "thumbnail_turn.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;
using test::draw_picture;
using test::DrawnPicture;

const DrawnPicture kScene = draw_picture("landscape", 640, 480, 3, 7);

ThumbnailBytes average_of_drawn(const DrawnPicture& picture) {
  AreaAverage average(picture.width, picture.height);
  const auto row = static_cast<std::size_t>(picture.width) * 3;
  for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
    average.add_row(std::span(picture.bytes).subspan(y * row, row));
  }
  return average.grey();
}

Imprint imprint_of_drawn(const DrawnPicture& picture) {
  return imprint_of_thumbnail(average_of_drawn(picture)).imprint;
}

PictureReader real_reader() {
  return PictureReader::start({.decoder = BYCATCH_DECODER}).value();
}

std::string bytes_of_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

fs::path write_bytes(const TempFolder& folder, const std::string& name, std::string_view bytes) {
  std::ofstream(folder.path() / name, std::ios::binary) << bytes;
  return folder.path() / name;
}

std::string failure_of(const PictureResult& picture) {
  return picture ? "an imprint" : std::string(to_string(picture.error().fault));
}

// A PNG that says it is of this size, and has no more than one row of it.
std::string png_claiming(std::uint32_t width, std::uint32_t height) {
  const auto be = [](std::uint32_t number) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> static_cast<unsigned>(shift));
    return out;
  };
  const auto chunk = [&](const std::string& name, const std::string& data) {
    std::uint32_t crc = 0xffffffffU;
    for (const char c : name + data) {
      crc ^= static_cast<std::uint8_t>(c);
      for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? 0xedb88320U ^ (crc >> 1U) : crc >> 1U;
    }
    return be(static_cast<std::uint32_t>(data.size())) + name + data + be(~crc);
  };
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", be(width) + be(height) + std::string("\x08\x02\0\0\0", 5)) +
         chunk("IDAT", "\x78\x9c\x03") + chunk("IEND", "");
}

}  // namespace

TEST_CASE("area average: a cell is the mean of just what it covers") {
  // 512 x 2: each cell of the first row covers two pixels; rows are stretched.
  DrawnPicture picture{512, 2, 3, std::vector<std::uint8_t>(std::size_t{512} * 2 * 3)};
  for (std::size_t x = 0; x < 512; ++x) {
    for (std::size_t channel = 0; channel < 3; ++channel) {
      picture.bytes[x * 3 + channel] = x % 2 == 0 ? 100 : 50;
      picture.bytes[(512 + x) * 3 + channel] = static_cast<std::uint8_t>(x / 2);
    }
  }
  const auto grey = average_of_drawn(picture);
  CHECK(grey[0] == 75);
  CHECK(grey[127 * 256 + 255] == 75);
  CHECK(grey[128 * 256] == 0);
  CHECK(grey[255 * 256 + 200] == 200);
  for (const auto& [width, height] : {std::pair(1, 1), {5, 9001}, {4099, 3}, {257, 255}}) {
    const DrawnPicture white{width, height, 3,
                             std::vector<std::uint8_t>(static_cast<std::size_t>(width * height) * 3, 255)};
    const auto flat = average_of_drawn(white);
    CHECK(std::ranges::all_of(flat, [](std::uint8_t value) { return value == 255; }));
  }
  const DrawnPicture red{1, 1, 3, {255, 0, 0}};
  CHECK(average_of_drawn(red)[0] == 76);
}

TEST_CASE("decoder: every format, depth and colour gives the picture's imprint") {
  const TempFolder folder;
  auto reader = real_reader();
  const Imprint wanted = imprint_of_drawn(kScene);
  struct Form {
    const char* name;
    int bits;  // at most so many from the picture as it was drawn
    test::ChangeImage change{};
  };
  const std::vector<Form> forms = {{"a.png", 0},
                                   {"interlaced.png[interlace]", 0},
                                   {"lossless.webp[lossless]", 0},
                                   {"b.jpg[Q=90]", 6},
                                   {"progressive.jpg[Q=90,interlace]", 6},
                                   {"c.webp[Q=90]", 6},
                                   {"d.avif[Q=80,effort=0]", 8},
                                   {"e.heic[Q=80,effort=0]", 8},
                                   {"f.gif", 12},
                                   {"deep.png", 2, test::in_16_bits},
                                   {"print.jpg[Q=95]", 24, test::in_cmyk},
                                   {"alpha.png", 0, test::with_alpha},
                                   {"alpha.webp[lossless]", 0, test::with_alpha}};
  for (const Form& form : forms) {
    CAPTURE(form.name);
    const auto file = test::save_picture(kScene, folder.path(), form.name, form.change);
    const PictureResult picture = reader.read(file);
    CHECK(failure_of(picture) == "an imprint");
    if (picture) {
      CHECK(distance(picture->imprints[0], wanted) <= form.bits);
      CHECK(picture->quality >= kMinQuality);
    }
  }
  const DrawnPicture grey = draw_picture("landscape", 640, 480, 1, 7);
  CHECK(reader.read(test::save_picture(grey, folder.path(), "grey.jpg[Q=95]")).has_value());
}

TEST_CASE("decoder: a picture that was taken on its side is upright") {
  const TempFolder folder;
  auto reader = real_reader();
  const Imprint wanted = imprint_of_drawn(kScene);
  // What must be done to the upright picture so that the orientation puts it right again.
  const auto laid = [](VipsImage* image, int orientation) {
    const bool is_mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
    if (is_mirrored) image = test::mirrored(image);
    const bool is_once = orientation == 5 || orientation == 6;
    const bool is_thrice = orientation == 7 || orientation == 8;
    const int quarters = orientation == 3 || orientation == 4 ? 2 : is_once ? 1 : is_thrice ? 3 : 0;
    return test::with_orientation(quarters == 0 ? image : test::turned_back(image, quarters), orientation);
  };
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    const auto file = test::save_picture(kScene, folder.path(), "o.jpg[Q=95]",
                                         [&](VipsImage* image) { return laid(image, orientation); });
    const PictureResult picture = reader.read(file);
    REQUIRE(picture.has_value());
    CHECK(distance(picture->imprints[0], wanted) <= 6);
  }
}

TEST_CASE("decoder: mirrored and turned pictures are found by one of the eight imprints") {
  const TempFolder folder;
  auto reader = real_reader();
  const Imprint wanted = imprint_of_drawn(kScene);
  const auto nearest = [&](const PictureResult& picture) {
    int least = kImprintBits;
    for (const Imprint& imprint : picture.value().imprints) least = std::min(least, distance(imprint, wanted));
    return least;
  };
  CHECK(nearest(reader.read(test::save_picture(kScene, folder.path(), "m.png", test::mirrored))) <= 20);
  CHECK(nearest(reader.read(test::save_picture(kScene, folder.path(), "t.png",
                                               [](VipsImage* image) { return test::turned_back(image, 1); }))) <= 20);
}

TEST_CASE("decoder: what cannot be compared is named for what it is, and where") {
  const TempFolder folder;
  auto reader = real_reader();
  const auto drawn = [&](const char* scene, int width, int height, const char* name, test::ChangeImage change = {}) {
    return test::save_picture(draw_picture(scene, width, height, 3, 3), folder.path(), name, change);
  };
  const auto expect = [&](const fs::path& file, const char* fault, const char* place) {
    CAPTURE(file);
    const PictureResult picture = reader.read(file);
    CHECK(failure_of(picture) == fault);
    if (!picture) CHECK(picture.error().place == place);
  };
  expect(drawn("plasma", 1, 1, "one.png"), "too_small", "1 x 1 pixels");
  expect(drawn("plasma", 400, 4, "flat.png"), "too_small", "400 x 4 pixels");
  expect(drawn("plasma", 30000, 8, "wide.png"), "too_large", "30000 x 8 pixels");
  expect(write_bytes(folder, "bomb.png", png_claiming(16384, 16384)), "too_large", "16384 x 16384 pixels");
  expect(write_bytes(folder, "long.png", png_claiming(1000000, 9)), "too_large", "1000000 x 9 pixels");
  expect(drawn("plasma", 64, 64, "moves.gif", test::twice_as_animation), "animated", "2 pictures");
  expect(drawn("plasma", 64, 64, "moves.webp", test::twice_as_animation), "animated", "2 pictures");
  expect(write_bytes(folder, "text.jpg", "just words"), "no_picture", "at its start");
  expect(write_bytes(folder, "zeros.jpg", std::string(5000, '\0')), "no_picture", "at its start");
  for (const std::string_view other :
       {"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"sv,
        "<?xml version=\"1.0\"?>\n<!-- x -->\n<svg/>"sv, "%PDF-1.7"sv, "II*\0\x08\0\0\0"sv,
        "\0\0\0\x20"
        "ftypisom\0\0\2\0isomiso2"sv,
        "\x1a\x45\xdf\xa3webm"sv, "RIFF\x24\0\0\0WAVEfmt "sv, "8BPS\0\1"sv, "BM\x36\0\0\0"sv}) {
    expect(write_bytes(folder, "other.png", other), "unsupported", "at its start");
  }
}

TEST_CASE("decoder: a picture under another's name is read for what it is") {
  const TempFolder folder;
  auto reader = real_reader();
  const auto file = test::save_picture(kScene, folder.path(), "a.jpg[Q=90]");
  fs::rename(file, folder.path() / "a.png");
  CHECK(reader.read(folder.path() / "a.png").has_value());
  fs::rename(folder.path() / "a.png", folder.path() / "a");
  CHECK(reader.read(folder.path() / "a").has_value());
}

TEST_CASE("decoder: a picture cut short anywhere is never taken for a whole one") {
  const TempFolder folder;
  auto reader = real_reader();
  int told = 0;
  int cuts = 0;
  for (const char* name :
       {"a.jpg[Q=90]", "a.png", "a.webp[Q=90]", "a.gif", "a.avif[Q=70,effort=0]", "a.heic[Q=70,effort=0]"}) {
    const auto file = test::save_picture(kScene, folder.path(), name);
    const std::string whole = bytes_of_file(file);
    for (const std::size_t percent : {2U, 20U, 50U, 80U, 97U}) {
      CAPTURE(name);
      CAPTURE(percent);
      const PictureResult picture =
          reader.read(write_bytes(folder, "cut", whole.substr(0, whole.size() * percent / 100)));
      CHECK_FALSE(picture.has_value());
      ++cuts;
      if (picture) continue;
      CAPTURE(failure_of(picture));
      CHECK((picture.error().fault == PictureFault::truncated || picture.error().fault == PictureFault::damaged));
      CHECK_FALSE(picture.error().place.empty());
      told += picture.error().fault == PictureFault::truncated ? 1 : 0;
    }
  }
  // Not every format's decoder tells that from other damage.
  CHECK(told * 2 > cuts);
}

TEST_CASE("decoder: bytes changed anywhere end nothing but that picture") {
  const TempFolder folder;
  auto reader = real_reader();
  const auto good = test::save_picture(kScene, folder.path(), "good.png");
  for (const char* name :
       {"a.jpg[Q=60]", "a.png", "a.webp[Q=60]", "a.gif", "a.avif[Q=50,effort=0]", "a.heic[Q=50,effort=0]"}) {
    CAPTURE(name);
    const auto file = test::save_picture(draw_picture("discs", 96, 80, 3, 5), folder.path(), name);
    const std::string whole = bytes_of_file(file);
    for (std::size_t at = 12; at < whole.size(); at += std::max<std::size_t>(1, whole.size() / 40)) {
      std::string bad = whole;
      bad[at] = static_cast<char>(bad[at] ^ 0x55);
      const PictureResult picture = reader.read(write_bytes(folder, "bad", bad));
      // The decoder of one format may break down; that is what it is alone for.
      if (!picture) CHECK(picture.error().fault != PictureFault::timed_out);
    }
  }
  CHECK(reader.read(good).has_value());
}

}  // namespace bycatch
