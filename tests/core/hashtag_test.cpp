#include "hashtag.h"

#include <doctest/doctest.h>

#include <string>

#include "identify_properties.h"
#include "json_lines.h"

using namespace bycatch;

namespace {

Platform platform_of(const nlohmann::json& v) {
  return parse_platform(v["platform"].get<std::string>()).value();
}

nlohmann::json as_json(const std::vector<FoundTag>& found) {
  auto array = nlohmann::json::array();
  for (const auto& tag : found) array.push_back({{"offset", tag.offset}, {"size", tag.size}, {"tag", tag.tag}});
  return array;
}

}  // namespace

TEST_CASE("tag: every vector") {
  for (const auto& v : load_json_lines("tag.jsonl")) {
    CAPTURE(v.dump());
    CHECK(normalise_tag(platform_of(v), v["raw"].get<std::string>()) == v["tag"].get<std::string>());
  }
}

TEST_CASE("caption: every vector") {
  for (const auto& v : load_json_lines("caption.jsonl")) {
    CAPTURE(v.dump());
    CHECK(as_json(find_hashtags(platform_of(v), v["text"].get<std::string>())) == v["found"]);
  }
}

TEST_CASE("tag and caption: every vector and every old find of the fuzzer keeps the properties") {
  auto texts = load_fuzz_corpus("fuzz_hashtag");
  for (const auto& v : load_json_lines("tag.jsonl")) texts.push_back(v["raw"]);
  for (const auto& v : load_json_lines("caption.jsonl")) texts.push_back(v["text"]);
  for (const auto& text : texts) {
    CAPTURE(text);
    CHECK(broken_by_text(text) == "");
  }
}

TEST_CASE("tag: bytes that are not UTF-8 are no tag") {
  for (const auto platform : {Platform::flickr, Platform::instagram}) {
    CHECK(normalise_tag(platform, "caf\xe9") == "");
    CHECK(normalise_tag(platform, "\xff") == "");
    CHECK(normalise_tag(platform, "\xed\xa0\x80") == "");  // a surrogate
    CHECK(normalise_tag(platform, "cat\xf0\x9f\x98") == "");
  }
}

TEST_CASE("caption: bytes that are not UTF-8 end a tag") {
  const auto found = find_hashtags(Platform::instagram, "#cat\xff#dog\xe9");
  REQUIRE(found.size() == 2);
  CHECK(found[0].tag == "cat");
  CHECK(found[1].offset == 5);
  CHECK(found[1].size == 4);
}

TEST_CASE("tag: what is longer than a tag may be is none, before or after folding") {
  CHECK(normalise_tag(Platform::instagram, std::string(kMaxTagBytes, 'a')).size() == kMaxTagBytes);
  CHECK(normalise_tag(Platform::instagram, std::string(kMaxTagBytes + 1, 'a')) == "");
  std::string ligatures;  // U+FDFA: three bytes, folded into eighteen letters
  for (int i = 0; i < 100; ++i) ligatures += "\xef\xb7\xba";
  CHECK(normalise_tag(Platform::instagram, ligatures) == "");
}

TEST_CASE("caption: only the first 64 KiB are read, and a tag cut there is left out") {
  const std::string blank(kMaxCaptionBytes - 4, ' ');
  CHECK(find_hashtags(Platform::instagram, blank + "#cat").size() == 1);
  CHECK(find_hashtags(Platform::instagram, blank + "#cats").empty());
  CHECK(find_hashtags(Platform::instagram, blank + "#ca #dog").size() == 1);
}
