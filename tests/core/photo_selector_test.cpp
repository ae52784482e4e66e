#include "photo_selector.h"

#include <doctest/doctest.h>

#include <string>

#include "json_lines.h"

using namespace bycatch;

TEST_CASE("selector: every vector") {
  int fitting = 0;
  for (const auto& v : load_json_lines("selector.jsonl")) {
    CAPTURE(v.dump());
    CHECK(is_photo_selector(v["selector"].get<std::string>()) == v["fits"].get<bool>());
    fitting += v["fits"].get<bool>() ? 1 : 0;
  }
  CHECK(fitting > 10);
}

TEST_CASE("selector: no byte outside the grammar fits anywhere in one that does") {
  const std::string good = "div.view > a img[src*=\"x\"]";
  REQUIRE(is_photo_selector(good));
  for (std::size_t at = 0; at <= good.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      if (std::string_view("{}(),;@\\'<~+|!`\n\t").find(static_cast<char>(byte)) == std::string_view::npos &&
          byte > 31 && byte < 127) {
        continue;
      }
      std::string bad = good;
      bad.insert(at, 1, static_cast<char>(byte));
      CAPTURE(bad);
      CHECK_FALSE(is_photo_selector(bad));
    }
  }
}
