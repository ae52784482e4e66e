// Fields of a JSON object that may be missing or of another type: then they read as empty.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace bycatch {

// Null when there is none.
[[nodiscard]] inline const nlohmann::json& field_of(const nlohmann::json& object, const char* name) {
  static const nlohmann::json nothing;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? *found : nothing;
}

[[nodiscard]] inline std::string text_field(const nlohmann::json& object, const char* name) {
  const nlohmann::json& found = field_of(object, name);
  return found.is_string() ? found.get<std::string>() : std::string();
}

[[nodiscard]] inline std::int64_t number_field(const nlohmann::json& object, const char* name) {
  const nlohmann::json& found = field_of(object, name);
  return found.is_number_integer() ? found.get<std::int64_t>() : 0;
}

[[nodiscard]] inline bool true_field(const nlohmann::json& object, const char* name) {
  return field_of(object, name) == true;
}

}  // namespace bycatch
