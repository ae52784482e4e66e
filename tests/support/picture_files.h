// Drawn pictures as files, in any form that libvips can write.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "drawn_picture.h"

typedef struct _VipsImage VipsImage;

namespace bycatch::test {

// Takes an image over and gives one back.
using ChangeImage = std::function<VipsImage*(VipsImage*)>;

// `name` ends as its format does, and may go on with how it is to be written: "a.jpg[Q=90,interlace]". What is there of
// it in the end is the path without that.
std::filesystem::path save_picture(const DrawnPicture& picture, const std::filesystem::path& folder,
                                   const std::string& name, const ChangeImage& change = {});

VipsImage* with_orientation(VipsImage* image, int orientation);
VipsImage* in_16_bits(VipsImage* image);
VipsImage* in_cmyk(VipsImage* image);
VipsImage* with_alpha(VipsImage* image);
VipsImage* mirrored(VipsImage* image);
VipsImage* turned_back(VipsImage* image, int quarters);  // counter-clockwise
VipsImage* twice_as_animation(VipsImage* image);

}  // namespace bycatch::test
