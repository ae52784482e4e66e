#include "vectors.h"

namespace bycatch {

std::string vectors_folder() {
  return BYCATCH_VECTORS;
}

}  // namespace bycatch
