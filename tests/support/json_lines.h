// Cases from shared/vectors: one JSON object a line.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "vectors.h"

namespace bycatch {

inline std::vector<nlohmann::json> load_json_lines(const std::string& name) {
  std::ifstream file(vectors_folder() + "/" + name);
  std::vector<nlohmann::json> cases;
  for (std::string line; std::getline(file, line);) cases.push_back(nlohmann::json::parse(line));
  if (cases.empty()) throw std::runtime_error(name + " is missing or empty");
  return cases;
}

// The seeds and old crashes of a fuzzer, for the unit run to replay.
inline std::vector<std::string> load_fuzz_corpus(const std::string& name) {
  std::vector<std::string> inputs;
  for (const auto& entry : std::filesystem::directory_iterator(vectors_folder() + "/fuzz/" + name)) {
    std::ifstream file(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  if (inputs.empty()) throw std::runtime_error("no inputs for " + name);
  return inputs;
}

}  // namespace bycatch
