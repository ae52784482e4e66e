// The way through the tables of an image.
#pragma once

#include <cstddef>
#include <vector>

#include "checked_image.h"
#include "hamming_near.h"
#include "imprint.h"
#include "result.h"

namespace bycatch {

// Appends every one of the `count` imprints at most `radius` bits from `wanted` and returns true; or gives up and
// returns false, `out` untouched, since it would read more entries than there are imprints: then a scan is better. That
// also bounds the memory of a walk through forged tables. Requires: an image with tables; 0 <= radius <= 31. Errors:
// corrupt.
Result<bool> walk_tables(const CheckedImage& image, std::size_t count, const Imprint& wanted, int radius,
                         std::vector<Near>& out);

}  // namespace bycatch
