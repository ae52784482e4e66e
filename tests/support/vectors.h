// Where shared/vectors lies in this checkout.
#pragma once

#include <string>

namespace bycatch {

[[nodiscard]] std::string vectors_folder();

}  // namespace bycatch
