#include "json_text.h"

#include <set>
#include <string>
#include <vector>

namespace bycatch {

namespace {

// Reads along without building anything; false from any member ends the parse.
class Inspector : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override { return enter(); }
  bool end_array() override { return leave(); }
  bool key(string_t& name) override { return keys_.back().insert(name).second; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

 private:
  bool enter() {
    keys_.emplace_back();
    return keys_.size() <= kMaxDepth;
  }
  bool leave() {
    keys_.pop_back();
    return true;
  }

  std::vector<std::set<std::string>> keys_;  // of each open object; empty for an array
};

}  // namespace

Result<nlohmann::json> parse_json_text(std::string_view text) {
  // The library takes a NUL for the end of the text and skips a byte order mark.
  if (text.contains('\0') || text.starts_with("\xef\xbb\xbf")) return fail(ErrorCode::bad_request, "JSON");
  Inspector inspector;
  if (!nlohmann::json::sax_parse(text, &inspector)) return fail(ErrorCode::bad_request, "JSON");
  auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded()) return fail(ErrorCode::bad_request, "JSON");
  return json;
}

}  // namespace bycatch
