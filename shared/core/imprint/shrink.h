// From a picture to 64x64 samples of its luminance.
#pragma once

#include "picture_imprint.h"
#include "spectrum.h"

namespace bycatch {

// Requires: a view that was checked, with sides of kMinSide to kMaxSide.
[[nodiscard]] Samples shrink(const PixelView& picture);

}  // namespace bycatch
