// The records of the golden segments in shared/vectors/segment, as text: one JSON object a line.
#pragma once

#include "json_lines.h"
#include "made_segment.h"

namespace bycatch::test {

inline MadeSegment load_made(const std::string& name) {
  MadeSegment made{.lists = {}, .labels = {}, .spaces = {}, .imprints = {}};
  for (const nlohmann::json& line : load_json_lines("segment/" + name)) {
    if (line.contains("list")) {
      made.lists.push_back({line["list"], line["date"], line["records"], line["imprints"].get<std::uint64_t>(),
                            line["radius"].get<int>()});
    } else if (line.contains("lists")) {
      Row row{line["lists"], line.value("counts", std::vector<std::uint64_t>()), line["label"].get<std::uint16_t>()};
      if (line.contains("imprint")) {
        made.imprints[parse_imprint(line["imprint"].get<std::string>()).value()] = std::move(row);
      } else {
        made.spaces[line["space"].get<KeySpace>()][line["key"].get<std::uint64_t>()] = std::move(row);
      }
    } else {
      made.labels.push_back(line["label"]);
    }
  }
  return made;
}

inline std::string golden_path(const std::string& name) {
  return vectors_folder() + "/segment/" + name;
}

inline std::vector<std::byte> load_golden(const std::string& name) {
  std::ifstream file(golden_path(name), std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const auto raw = std::as_bytes(std::span(bytes));
  return {raw.begin(), raw.end()};
}

}  // namespace bycatch::test
