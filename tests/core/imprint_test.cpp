#include "imprint.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace bycatch;

namespace {

constexpr const char* kText = "71f00f0c3e7e70f260f117831f05de7e9c6c3e7b1ee11943661e22268f18c73c";

}  // namespace

TEST_CASE("imprint: text and words are the same 256 bits, most significant first") {
  const auto imprint = parse_imprint(kText);
  REQUIRE(imprint.has_value());
  CHECK(imprint->words[0] == 0x71f00f0c3e7e70f2U);
  CHECK(imprint->words[3] == 0x661e22268f18c73cU);
  CHECK(to_text(*imprint) == kText);
  CHECK(to_text(Imprint{}) == std::string(64, '0'));
}

TEST_CASE("imprint: upper case is read, and written as lower case") {
  const auto imprint = parse_imprint("71F00F0C3E7E70F260F117831F05DE7E9C6C3E7B1EE11943661E22268F18C73C");
  REQUIRE(imprint.has_value());
  CHECK(to_text(*imprint) == kText);
}

TEST_CASE("imprint: what is not 64 digits is refused") {
  std::vector<std::string> all_bad = {"", std::string(63, '1'), std::string(65, '1')};
  for (const char wrong : {'g', ' ', '+', '-', 'x', '\0'}) {
    for (const std::size_t position : {0U, 1U, 16U, 40U, 63U}) {
      all_bad.emplace_back(kText);
      all_bad.back()[position] = wrong;
    }
  }
  for (const std::string& bad : all_bad) {
    CAPTURE(bad);
    CHECK_FALSE(parse_imprint(bad).has_value());
  }
}

TEST_CASE("imprint: distance counts the bits that differ") {
  const auto a = parse_imprint(kText);
  REQUIRE(a.has_value());
  Imprint b = *a;
  CHECK(distance(*a, b) == 0);
  b.words[0] ^= 1;
  b.words[3] ^= 0xF000000000000000U;
  CHECK(distance(*a, b) == 5);
  for (auto& word : b.words) word = ~word;
  CHECK(distance(*a, b) == 251);
}

TEST_CASE("imprint: order is the order of the texts") {
  Imprint low;
  low.words = {1, ~0ULL, ~0ULL, ~0ULL};
  Imprint high;
  high.words = {2, 0, 0, 0};
  CHECK(low < high);
  CHECK(to_text(low) < to_text(high));
}
