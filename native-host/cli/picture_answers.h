// What is listed of picture files.
#pragma once

#include <filesystem>
#include <vector>

#include "answered.h"

namespace bycatch {

// One for each file, in order, whose subject is its path. They are decoded by bycatch-decoder, several at once.
[[nodiscard]] std::vector<Answered> answers_for_pictures(const IndexInUse& index,
                                                         const std::vector<std::filesystem::path>& files);

}  // namespace bycatch
