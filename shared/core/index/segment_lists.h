// The section of a segment that says which lists and labels it holds.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "index.h"

namespace bycatch {

// Requires: no text longer than 255 bytes.
[[nodiscard]] std::vector<std::byte> lists_section(std::span<const ListInfo> lists,
                                                   std::span<const std::string> labels);

// Appends what the section says. False when that is not of the form.
[[nodiscard]] bool parse_lists(std::span<const std::byte> section, std::vector<ListInfo>& lists,
                               std::vector<std::string>& labels);

}  // namespace bycatch
