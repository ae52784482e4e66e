// A camera held on its side writes so, and leaves it to the reader to turn the picture.
#pragma once

#include "area_average.h"

namespace bycatch {

// As Exif's orientation 1 to 8 asks; any other number leaves it as it is.
[[nodiscard]] ThumbnailBytes turned(const ThumbnailBytes& grey, int orientation);

}  // namespace bycatch
