#include <doctest/doctest.h>

#include <charconv>
#include <map>

#include "index.h"
#include "json_lines.h"
#include "protocol_json.gen.h"

namespace bycatch {
namespace {

const std::map<std::string, KeySpace> kSpaces = {{"flickr_photo", KeySpace::flickr_photo},
                                                 {"flickr_account", KeySpace::flickr_account},
                                                 {"instagram_media", KeySpace::instagram_media},
                                                 {"asset", KeySpace::asset},
                                                 {"url", KeySpace::url},
                                                 {"tag", KeySpace::tag}};

std::uint64_t from_hex(std::string_view text) {
  std::uint64_t number = 0;
  REQUIRE(std::from_chars(text.data(), text.data() + text.size(), number, 16).ptr == text.data() + text.size());
  return number;
}

}  // namespace

TEST_CASE("key: every vector; these forms are on disk and never change") {
  for (const auto& row : load_json_lines("key.jsonl")) {
    CAPTURE(row.dump());
    const auto located = key_of(parse_identifier(row["identifier"]).value());
    REQUIRE(located.has_value() == !row["space"].is_null());
    if (located) {
      const auto key = row["key"].get<std::string>();
      CHECK(located->space == kSpaces.at(row["space"].get<std::string>()));
      CHECK(located->key.high == from_hex(std::string_view(key).substr(0, 16)));
      CHECK(located->key.low == from_hex(std::string_view(key).substr(16)));
    }
  }
}

TEST_CASE("key: values of the spaces are on disk") {
  CHECK(static_cast<int>(KeySpace::flickr_photo) == 0);
  CHECK(static_cast<int>(KeySpace::flickr_account) == 1);
  CHECK(static_cast<int>(KeySpace::instagram_media) == 2);
  CHECK(static_cast<int>(KeySpace::asset) == 3);
  CHECK(static_cast<int>(KeySpace::url) == 4);
  CHECK(static_cast<int>(KeySpace::tag) == 5);
}

TEST_CASE("key: an address or tag over its limit has none") {
  CHECK_FALSE(key_of({Platform::web, IdentifierKind::url, "https://example.com/" + std::string(8192, 'a')}));
  CHECK_FALSE(key_of({Platform::instagram, IdentifierKind::tag, std::string(1025, 'a')}));
}

}  // namespace bycatch
