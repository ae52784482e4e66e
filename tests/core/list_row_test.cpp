#include "list_row.h"

#include <doctest/doctest.h>

#include "json_lines.h"
#include "protocol_json.gen.h"

namespace bycatch {

TEST_CASE("list row: every vector") {
  for (const auto& vector : load_json_lines("list_row.jsonl")) {
    CAPTURE(vector.dump());
    const auto row = parse_list_row(vector["line"].get<std::string>());
    if (vector.contains("fault")) {
      REQUIRE_FALSE(row.has_value());
      CHECK(to_string(row.error()) == vector["fault"].get<std::string>());
      continue;
    }
    REQUIRE(row.has_value());
    if (vector.contains("imprint")) {
      CHECK(row->imprint == parse_imprint(vector["imprint"].get<std::string>()));
      CHECK(row->of_photo.empty());
      continue;
    }
    CHECK_FALSE(row->imprint.has_value());
    CHECK((row->key == key_of(parse_identifier(vector["identifier"]).value())));
    CHECK(row->of_photo.size() == vector["of_photo"].get<std::size_t>());
    CHECK(row->account_unusable == vector["account_unusable"].get<bool>());
  }
}

TEST_CASE("list row: account and tags become keys of their own") {
  const auto row = parse_list_row("flickr\tphoto\t9000000000001\t99999900001@N00\tOne two\ta label");
  REQUIRE(row.has_value());
  REQUIRE(row->of_photo.size() == 3);
  CHECK((row->of_photo[0] == key_of({Platform::flickr, IdentifierKind::account, "99999900001@N00"})));
  CHECK((row->of_photo[1] == key_of({Platform::flickr, IdentifierKind::tag, "one"})));
  CHECK((row->of_photo[2] == key_of({Platform::flickr, IdentifierKind::tag, "two"})));
}

TEST_CASE("list row: more than 64 KiB is refused, just as much is not") {
  const std::string start = "flickr\tphoto\t1\t\t\t";
  CHECK(parse_list_row(start + std::string(kMaxRowBytes - start.size(), 'x')).has_value());
  const auto over = parse_list_row(start + std::string(kMaxRowBytes - start.size() + 1, 'x'));
  REQUIRE_FALSE(over.has_value());
  CHECK(over.error() == RowFault::too_long);
}

TEST_CASE("list row: tags beyond 256 are left out") {
  std::string line = "flickr\tphoto\t1\t\t";
  for (int i = 0; i < 300; ++i) {
    line += "t" + std::to_string(i) + " ";
  }
  CHECK(parse_list_row(line)->of_photo.size() == 256);
}

}  // namespace bycatch
