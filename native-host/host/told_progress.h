// How far a program of ours has come that runs beside this one, by the JSON objects that it says, a line each.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "json_text.h"
#include "program_output.h"
#include "protocol.gen.h"

namespace bycatch {

// Of a number that is none or not there: 0.
[[nodiscard]] inline std::int64_t told_count(const nlohmann::json& told, const char* name, std::uint64_t max) {
  const auto value = told.find(name);
  if (value == told.end() || !value->is_number_unsigned()) return 0;
  return static_cast<std::int64_t>(std::min(value->get<std::uint64_t>(), max));
}

// Of a text that is none or not there: nothing in it.
[[nodiscard]] inline std::string told_text(const nlohmann::json& told, const char* name) {
  const auto value = told.find(name);
  return value != told.end() && value->is_string() ? value->get<std::string>() : "";
}

[[nodiscard]] inline std::optional<ErrorCode> told_code(const nlohmann::json& told) {
  const std::string code = told_text(told, "code");
  return code.empty() ? std::nullopt : std::optional(parse_error_code(code).value_or(ErrorCode::internal));
}

// Hands on what was said since the last call. One that has ended and did not say that it was done has failed.
template <class Progress>
void follow(std::optional<ProgramOutput>& output, Progress& progress,
            const std::function<void(const nlohmann::json&)>& hear) {
  if (!output) return;
  for (const std::string& line : output->lines()) {
    if (const auto told = parse_json_text(line); told && told->is_object()) hear(*told);
  }
  if (!output->has_ended()) return;
  output.reset();
  if (progress.state != RunState::running) return;
  progress.state = RunState::failed;
  progress.code = progress.code.value_or(ErrorCode::internal);
}

}  // namespace bycatch
