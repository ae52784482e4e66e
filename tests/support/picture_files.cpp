#include "picture_files.h"

#include <vips/vips.h>

#include <stdexcept>

namespace bycatch::test {
namespace {

constexpr const char* kEnd = nullptr;

// Gives `image` back to the library, and what a call made of it on: `out` is set by then.
VipsImage* made(int failure, VipsImage* image, VipsImage* const& out) {
  g_object_unref(image);
  if (failure != 0) throw std::runtime_error(vips_error_buffer());
  return out;
}

VipsImage* copied(VipsImage* image) {
  VipsImage* out = nullptr;
  return made(vips_copy(image, &out, kEnd), image, out);
}

}  // namespace

std::filesystem::path save_picture(const DrawnPicture& picture, const std::filesystem::path& folder,
                                   const std::string& name, const ChangeImage& change) {
  static const bool kIsReady = VIPS_INIT("tests") == 0;
  if (!kIsReady) throw std::runtime_error("libvips");
  VipsImage* image = vips_image_new_from_memory(picture.bytes.data(), picture.bytes.size(), picture.width,
                                                picture.height, picture.channels, VIPS_FORMAT_UCHAR);
  if (image == nullptr) throw std::runtime_error(vips_error_buffer());
  image = copied(image);
  image->Type = picture.channels == 1 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
  if (change) image = change(image);
  const int failure = vips_image_write_to_file(image, (folder / name).c_str(), kEnd);
  g_object_unref(image);
  if (failure != 0) throw std::runtime_error(name + ": " + vips_error_buffer());
  return folder / name.substr(0, name.find('['));
}

VipsImage* with_orientation(VipsImage* image, int orientation) {
  VipsImage* out = copied(image);
  vips_image_set_int(out, VIPS_META_ORIENTATION, orientation);
  return out;
}

VipsImage* in_16_bits(VipsImage* image) {
  VipsImage* out = nullptr;
  return made(vips_colourspace(image, &out, VIPS_INTERPRETATION_RGB16, kEnd), image, out);
}

VipsImage* in_cmyk(VipsImage* image) {
  VipsImage* out = nullptr;
  return made(vips_colourspace(image, &out, VIPS_INTERPRETATION_CMYK, kEnd), image, out);
}

VipsImage* with_alpha(VipsImage* image) {
  VipsImage* out = nullptr;
  return made(vips_bandjoin_const1(image, &out, 255.0, kEnd), image, out);
}

VipsImage* mirrored(VipsImage* image) {
  VipsImage* out = nullptr;
  return made(vips_flip(image, &out, VIPS_DIRECTION_HORIZONTAL, kEnd), image, out);
}

VipsImage* turned_back(VipsImage* image, int quarters) {
  VipsImage* out = nullptr;
  return made(vips_rot(image, &out, static_cast<VipsAngle>((4 - quarters) % 4), kEnd), image, out);
}

VipsImage* twice_as_animation(VipsImage* image) {
  VipsImage* other = nullptr;
  if (vips_invert(image, &other, kEnd) != 0) throw std::runtime_error(vips_error_buffer());
  const int height = vips_image_get_height(image);
  VipsImage* both = nullptr;
  const int failure = vips_join(image, other, &both, VIPS_DIRECTION_VERTICAL, kEnd);
  g_object_unref(other);
  VipsImage* out = copied(made(failure, image, both));
  vips_image_set_int(out, VIPS_META_PAGE_HEIGHT, height);
  return out;
}

}  // namespace bycatch::test
