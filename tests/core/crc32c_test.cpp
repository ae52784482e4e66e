#include "crc32c.h"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

using namespace bycatch;

TEST_CASE("crc32c: the examples of RFC 3720, on both ways to compute") {
  for (const Simd simd : {Simd::portable, best_simd()}) {
    CHECK(crc32c(std::vector<std::byte>(32, std::byte{0}), simd) == 0x8A9136AA);
    CHECK(crc32c(std::vector<std::byte>(32, std::byte{0xFF}), simd) == 0x62A8AB43);
    CHECK(crc32c(std::as_bytes(std::span(std::string_view("123456789"))), simd) == 0xE3069283);
    CHECK(crc32c({}, simd) == 0);
  }
}

TEST_CASE("crc32c: both ways agree on every length") {
  std::vector<std::byte> bytes;
  for (unsigned i = 0; i < 100; ++i) {
    CHECK(crc32c(bytes, Simd::portable) == crc32c(bytes));
    bytes.push_back(static_cast<std::byte>(i * 37 + 11));
  }
}
