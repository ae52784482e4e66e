#include "origin.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace bycatch {

TEST_CASE("origin: the two browsers' ways of starting a host for our extension, and no other") {
  const std::string chromium = "chrome-extension://" + std::string(kChromiumId) + "/";
  const std::string firefox(kFirefoxId);
  const auto is_ours = [](std::vector<std::string_view> arguments) { return is_our_extension(arguments); };
  CHECK(is_ours({chromium}));
  CHECK(is_ours({chromium, "--parent-window=0"}));  // Chromium on Windows
  CHECK(is_ours({"/some/where/org.bycatch.host.json", firefox}));

  CHECK(!is_ours({}));
  CHECK(!is_ours({""}));
  CHECK(!is_ours({kChromiumId}));
  CHECK(!is_ours({chromium + "x"}));
  CHECK(!is_ours({chromium.substr(0, chromium.size() - 1)}));
  CHECK(!is_ours({"chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"}));
  CHECK(!is_ours({"https://www.flickr.com/"}));
  CHECK(!is_ours({"--version", chromium}));
  CHECK(!is_ours({firefox}));
  CHECK(!is_ours({"/some/where/org.bycatch.host.json", "other@example.org"}));
  CHECK(!is_ours({"/some/where/org.bycatch.host.json", firefox, "more"}));
}

}  // namespace bycatch
