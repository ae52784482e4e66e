#include "identify.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "base58.h"
#include "cache_key.h"
#include "identify_properties.h"
#include "json_lines.h"
#include "protocol_json.gen.h"
#include "shortcode.h"
#include "url_parts.h"

using namespace bycatch;

namespace {

nlohmann::json as_json(const std::vector<Identifier>& identifiers) {
  auto array = nlohmann::json::array();
  for (const auto& identifier : identifiers) array.push_back(to_json(identifier));
  return array;
}

std::string padded_to(std::size_t size, const std::string& url) {
  return url + std::string(size - url.size(), 'x');
}

}  // namespace

TEST_CASE("identify: every vector") {
  for (const auto& v : load_json_lines("url.jsonl")) {
    CAPTURE(v.dump());
    CHECK(as_json(identify(v["url"].get<std::string>())) == v["identifiers"]);
  }
}

TEST_CASE("identify: every vector and every old find of the fuzzer keeps the properties") {
  auto urls = load_fuzz_corpus("fuzz_url");
  for (const auto& name : {"url.jsonl", "web_url.jsonl"}) {
    for (const auto& v : load_json_lines(name)) urls.push_back(v["url"]);
  }
  for (const auto& url : urls) {
    CAPTURE(url);
    CHECK(broken_by_url(url) == "");
  }
}

TEST_CASE("identify: an address is read up to its cap and not beyond") {
  const std::string url = "https://www.flickr.com/photos/example_user/53000000001/?x=";
  CHECK(identify(padded_to(kMaxUrlBytes, url)).size() == 1);
  CHECK(identify(padded_to(kMaxUrlBytes + 1, url)).empty());
}

TEST_CASE("identify: bytes that are not UTF-8 do not end up in an identifier") {
  CHECK(identify("https://www.instagram.com/explore/tags/caf%E9/").empty());
  CHECK(identify("https://www.instagram.com/explore/tags/caf\xe9/").empty());
  CHECK(identify("https://www.flickr.com/photos/tags/caf%E9/").empty());
  CHECK(identify("https://www.flickr.com/photos/us\xffr/").empty());
}

TEST_CASE("identify: a list of ids in one address is cut at the most a reply carries") {
  std::string url = "https://www.flickr.com/photos/upload/edit/?ids=53000000001,53000000001";
  for (int i = 2; i < 100; ++i) (url += ',') += std::to_string(53000000000 + i);
  const auto found = identify(url);
  REQUIRE(found.size() == kMaxIdentifiers);
  CHECK(found[0].id == "53000000001");
  CHECK(found[1].id == "53000000002");
}

TEST_CASE("web url: every vector") {
  for (const auto& v : load_json_lines("web_url.jsonl")) {
    CAPTURE(v.dump());
    const auto found = identify_web_url(v["url"].get<std::string>());
    CHECK((found ? nlohmann::json(found->id) : nlohmann::json()) == v["id"]);
  }
}

TEST_CASE("web url: the cap holds for the normal form too, which can be longer than what was given") {
  CHECK(identify_web_url(padded_to(kMaxUrlBytes, "https://example.org/")));
  CHECK_FALSE(identify_web_url(padded_to(kMaxUrlBytes, "//example.org/")));
  CHECK_FALSE(identify_web_url(padded_to(kMaxUrlBytes, "http:example.org/")));
}

TEST_CASE("web url: bytes that are not UTF-8 are no address") {
  CHECK_FALSE(identify_web_url("https://example.org/\xff"));
  CHECK_FALSE(identify_web_url("https://ex\xc3mple.org/"));
}

TEST_CASE("base58: the alphabet's ends, a wrong character, a zero in front and too many characters") {
  CHECK(decode_base58("2") == 1);
  CHECK(decode_base58("Z") == 57);
  CHECK(decode_base58("2111111111") == 7427658739644928);  // 58^9
  CHECK_FALSE(decode_base58(""));
  CHECK_FALSE(decode_base58("1"));
  CHECK_FALSE(decode_base58("12"));
  CHECK_FALSE(decode_base58("2l"));
  CHECK_FALSE(decode_base58("ZZZZZZZZZZZ"));
}

TEST_CASE("shortcode: the largest pk decodes, one more does not") {
  CHECK(decode_shortcode("H__________") == std::numeric_limits<std::int64_t>::max());
  CHECK_FALSE(decode_shortcode("IAAAAAAAAAA"));
  CHECK_FALSE(decode_shortcode("A"));
  CHECK(decode_shortcode("B") == 1);
}

TEST_CASE("shortcode: of a private post's 39 characters the first 11 count, but all must be of the alphabet") {
  const std::string tail(27, 'x');
  CHECK(decode_shortcode("CtYv2acXPNO" + tail + "x") == 3123456789012345678);
  CHECK_FALSE(decode_shortcode("CtYv2acXPNO" + tail + "!"));
  CHECK_FALSE(decode_shortcode("CtYv2acXPNO" + tail));
}

TEST_CASE("cache key: a key of more digits than two numbers have is none") {
  CHECK(media_of_cache_key("MzEyMzQ1Njc4OTAxMjM0NTY3OA==.2") == "3123456789012345678");
  std::string ones;
  for (int i = 0; i < 1000; ++i) ones += "MTEx";  // 111
  CHECK_FALSE(media_of_cache_key(ones));
}
