#include "thumbnail_turn.h"

#include <utility>

namespace bycatch {

ThumbnailBytes turned(const ThumbnailBytes& grey, int orientation) {
  if (orientation < 2 || orientation > 8) return grey;
  // What stands at (x, y) of the upright picture: first the axes change places (5 to 8), then each may be reversed.
  const bool is_swapped = orientation >= 5;
  const bool is_x_reversed = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool is_y_reversed = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  ThumbnailBytes out{};
  for (std::size_t y = 0; y < kThumbnailSide; ++y) {
    for (std::size_t x = 0; x < kThumbnailSide; ++x) {
      std::size_t from_x = is_swapped ? y : x;
      std::size_t from_y = is_swapped ? x : y;
      if (is_x_reversed) from_x = kThumbnailSide - 1 - from_x;
      if (is_y_reversed) from_y = kThumbnailSide - 1 - from_y;
      out[y * kThumbnailSide + x] = grey[from_y * kThumbnailSide + from_x];
    }
  }
  return out;
}

}  // namespace bycatch
