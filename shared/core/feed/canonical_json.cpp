#include "canonical_json.h"

#include <string_view>

namespace bycatch {
namespace {

void append_text(std::string_view text, std::string& out) {
  out.push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
    }
    out.push_back(c);
  }
  out.push_back('"');
}

void append(const nlohmann::json& value, std::string& out) {
  char separator = '\0';
  const auto separate = [&] {
    if (separator != '\0') {
      out.push_back(separator);
    }
    separator = ',';
  };
  if (value.is_object()) {
    out.push_back('{');
    for (const auto& [name, member] : value.items()) {  // sorted by bytes, which for UTF-8 is by code point
      separate();
      append_text(name, out);
      out.push_back(':');
      append(member, out);
    }
    out.push_back('}');
  } else if (value.is_array()) {
    out.push_back('[');
    for (const auto& element : value) {
      separate();
      append(element, out);
    }
    out.push_back(']');
  } else if (value.is_string()) {
    append_text(value.get_ref<const std::string&>(), out);
  } else {
    out += value.dump();  // true, false, null, an integer
  }
}

}  // namespace

std::string canonical_json(const nlohmann::json& value) {
  std::string out;
  append(value, out);
  return out;
}

}  // namespace bycatch
