#include <doctest/doctest.h>

#include "canonical_json.h"
#include "feed_hash.h"
#include "path_pattern.h"
#include "strict_json.h"
#include "utc_time.h"

namespace bycatch {
namespace {

ErrorCode code_of(std::string_view text, std::size_t max_bytes = 10'000'000) {
  const auto read = parse_strict_json(text, max_bytes);
  REQUIRE_FALSE(read.has_value());
  return read.error().code;
}

std::string nested(std::size_t levels) {
  return R"({"a":)" + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "}";
}

}  // namespace

TEST_CASE("feed json: what two readers could read differently is refused") {
  using namespace std::string_literals;
  for (const std::string& text : {R"({"a":1,"a":2})"s,             // a name twice
                                  R"({"a":{"b":1,"b":1}})"s,       // and deeper
                                  R"({"a":{"b":1,"\u0062":1}})"s,  // and spelled differently
                                  R"({"a":1.0})"s,
                                  R"({"a":1e2})"s,
                                  R"({"a":1e400})"s,
                                  R"({"a":NaN})"s,
                                  R"({"a":Infinity})"s,
                                  R"({"a":9223372036854775808000})"s,  // an integer beyond 64 bits
                                  R"({"a":01})"s,
                                  R"({"a":+1})"s,
                                  R"({"a":0x1})"s,
                                  "{\"a\":\"\xff\"}"s,
                                  "{\"a\":\"\xc0\x80\"}"s,
                                  "{\"a\":\"\xed\xa0\x80\"}"s,  // no UTF-8
                                  R"({"a":"\ud800"})"s,
                                  R"({"a":"\udc00x"})"s,  // half a pair
                                  "{\"a\":\"x\0\"}"s,
                                  R"({"a":"x\u0000"})"s,
                                  R"({"x\u0000":1})"s,  // NUL
                                  R"({"a":1})"s + "x",
                                  R"({"a":1}{})"s,
                                  R"({"a":1})"s + "\0"s,  // behind the end
                                  R"({"a":1,})"s,
                                  R"({a:1})"s,
                                  R"({"a":1 /* */})"s,
                                  R"({"a":1)"s,
                                  nested(kMaxFeedJsonDepth + 1),
                                  nested(100'000),
                                  "\xef\xbb\xbf{}"s}) {
    CAPTURE(text.substr(0, 40));
    CHECK(code_of(text) == ErrorCode::bad_format);
  }
  CHECK(parse_strict_json(nested(kMaxFeedJsonDepth), 1000).has_value());
  CHECK(parse_strict_json(" {\"a\": [1, -2, true, null, \"\\u00e9\\ud83d\\ude00\"]} \n", 1000).has_value());
  CHECK(parse_strict_json(R"({"a":18446744073709551615,"b":-9223372036854775808})", 1000).has_value());
}

TEST_CASE("feed json: no feed, too large, too many values") {
  for (const char* text : {"", " \n", "<!doctype html>", "[]", "1"}) {
    CAPTURE(text);
    CHECK(code_of(text) == ErrorCode::not_a_feed);
  }
  CHECK(code_of(R"({"a":1})", 6) == ErrorCode::too_large);
  std::string many = "{";
  for (int i = 0; i < 1'000'000; ++i) many += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
  CHECK(code_of(many + "}", 20'000'000) == ErrorCode::bad_format);
}

TEST_CASE("canonical json: one spelling") {
  const auto read = parse_strict_json(
      "{\"b\": [1, -2, true, false, null, {}], \"a\": \"\\u0041\\\"\\\\\\n\\u0001\\/\", \"\\u00e9\": "
      "\"\\ud83d\\ude00\", "
      "\"B\": \"\"}",
      1000);
  REQUIRE(read.has_value());
  CHECK(canonical_json(*read) ==
        "{\"B\":\"\",\"a\":\"A\\\"\\\\\n\x01/\",\"b\":[1,-2,true,false,null,{}],\"\xc3\xa9\":\"\xf0\x9f\x98\x80\"}");
}

TEST_CASE("utc time: one form") {
  const std::chrono::sys_days day = std::chrono::year(2026) / 11 / 25;
  CHECK(parse_utc_time("2026-11-25T00:00:07Z") == day + std::chrono::seconds(7));
  CHECK(utc_time_text(day + std::chrono::seconds(7)) == "2026-11-25T00:00:07Z");
  CHECK(parse_utc_time("2024-02-29T23:59:59Z").has_value());
  CHECK(parse_utc_time("9999-12-31T23:59:59Z").has_value());
  for (const char* text :
       {"2026-11-25T00:00:07z", "2026-11-25t00:00:07Z", "2026-11-25 00:00:07Z", "2026-11-25T00:00:07+00:00",
        "2026-11-25T00:00:07.5Z", "2026-11-25T24:00:00Z", "2026-11-25T23:59:60Z", "2026-02-31T00:00:00Z",
        "2025-02-29T00:00:00Z", "2026-00-10T00:00:00Z", "12026-11-25T00:00:07Z", "2026-11-25T00:00:07", "",
        "2026-11-25", " 2026-11-25T00:00:07Z", "2026-11-25T00:60:07Z", "-026-11-25T00:00:07Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_utc_time(text).has_value());
  }
}

TEST_CASE("path pattern: neither star nor question mark passes a slash") {
  for (const auto& [pattern, path] : std::vector<std::pair<const char*, const char*>>{{"*", "a"},
                                                                                      {"*", ""},
                                                                                      {"a/*", "a/b"},
                                                                                      {"*.py", "x.py"},
                                                                                      {"a*b*c", "aXbbXc"},
                                                                                      {"foo-?.tgz", "foo-1.tgz"},
                                                                                      {"releases/*/*", "releases/x/y"},
                                                                                      {"*a", "aaa"},
                                                                                      {"**", "ab"},
                                                                                      {"a/b", "a/b"},
                                                                                      {"[a]", "[a]"}}) {
    CAPTURE(pattern);
    CAPTURE(path);
    CHECK(matches_path_pattern(pattern, path));
  }
  for (const auto& [pattern, path] : std::vector<std::pair<const char*, const char*>>{{"*", "a/b"},
                                                                                      {"a/*", "a/b/c"},
                                                                                      {"?", "/"},
                                                                                      {"?", ""},
                                                                                      {"*.py", "a/x.py"},
                                                                                      {"foo-?.tgz", "foo-alpha.tgz"},
                                                                                      {"*.md", "README.MD"},
                                                                                      {"a", "ab"},
                                                                                      {"ab", "a"},
                                                                                      {"", "a"},
                                                                                      {"[a]", "a"},
                                                                                      {"a*/b", "a/x/b"}}) {
    CAPTURE(pattern);
    CAPTURE(path);
    CHECK_FALSE(matches_path_pattern(pattern, path));
  }
  // What a slower way would not end with.
  std::string stars;
  for (int i = 0; i < 200; ++i) stars += "*a";
  CHECK_FALSE(matches_path_pattern(stars + "b", std::string(5000, 'a')));
}

TEST_CASE("feed hashes: every known one must hold, and one must be known") {
  const std::string right = sha256_hex("abc");
  CHECK(right == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(check_hashes("abc", {{"sha256", right}}).has_value());
  CHECK(check_hashes("abc", {{"sha256", right}, {"blake3", "0"}}).has_value());
  for (const FeedHashes& hashes :
       {FeedHashes{}, FeedHashes{{"md5", "900150983cd24fb0d6963f7d28e17f72"}},
        FeedHashes{{"sha256", right}, {"sha512", std::string(128, '0')}}, FeedHashes{{"sha256", sha256_hex("abd")}},
        FeedHashes{{"sha256", right.substr(0, 63)}}, FeedHashes{{"sha256", ""}}}) {
    CHECK(check_hashes("abc", hashes).error().code == ErrorCode::hash_mismatch);
  }
}

}  // namespace bycatch
