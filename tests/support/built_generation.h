// Real generations for tests, through the store's own builder.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "generation_builder.h"
#include "list_row.h"

namespace bycatch {

using ListLines = std::vector<std::string>;  // as in a list file

// Makes these lists, beside those that the live generation holds, live; returns the generation's name.
inline std::string build_generation(const std::filesystem::path& folder,
                                    const std::map<std::string, ListLines>& lists) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  auto builder = GenerationBuilder::begin(folder, now).value();
  for (const auto& [dataset, lines] : lists) {
    builder.begin_list(dataset, "2026-01-31").value();
    for (const std::string& line : lines) builder.add(parse_list_row(line).value()).value();
  }
  return builder.finish().value().generation;
}

inline std::filesystem::path index_file(const std::filesystem::path& folder, const std::string& generation) {
  return folder / "generations" / generation / "imported.segment";
}

}  // namespace bycatch
