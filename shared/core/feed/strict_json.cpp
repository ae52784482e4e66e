#include "strict_json.h"

#include <set>
#include <string>
#include <vector>

namespace bycatch {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Reads along without building anything; false from any member ends the parse.
class Inspector : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return count(); }
  bool boolean(bool) override { return count(); }
  bool number_integer(number_integer_t) override { return count(); }
  bool number_unsigned(number_unsigned_t) override { return count(); }
  bool number_float(number_float_t, const string_t&) override { return false; }  // also an integer beyond 64 bits
  bool string(string_t& text) override { return !text.contains('\0') && count(); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override { return enter(); }
  bool end_array() override { return leave(); }
  bool key(string_t& name) override { return !name.contains('\0') && count() && names_.back().insert(name).second; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

 private:
  bool count() { return ++values_ <= kMaxFeedJsonValues; }
  bool enter() {
    names_.emplace_back();
    return names_.size() <= kMaxFeedJsonDepth && count();
  }
  bool leave() {
    names_.pop_back();
    return true;
  }

  std::vector<std::set<std::string>> names_;  // of each open object; empty for an array
  std::size_t values_ = 0;
};

}  // namespace

Result<nlohmann::json> parse_strict_json(std::string_view text, std::size_t max_bytes) {
  if (text.size() > max_bytes) {
    return fail(ErrorCode::too_large, "metadata over its limit");
  }
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (!text.starts_with(kByteOrderMark) && (start == std::string_view::npos || text[start] != '{')) {
    return fail(ErrorCode::not_a_feed, "no JSON object");
  }
  // The library takes a NUL for the end of the text and skips a byte order mark.
  Inspector inspector;
  if (text.contains('\0') || text.starts_with(kByteOrderMark) || !nlohmann::json::sax_parse(text, &inspector)) {
    return fail(ErrorCode::bad_format, "JSON");
  }
  auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    return fail(ErrorCode::bad_format, "JSON");
  }
  return json;
}

}  // namespace bycatch
