#include "list_tsv.h"

#include <doctest/doctest.h>

namespace bycatch {
namespace {

constexpr auto kPhoto = "flickr\tphoto\t9000000000001";

struct Read {
  Result<ListReport> report;
  std::vector<ListRow> rows;
};

Read read(const std::string& contents) {
  std::vector<ListRow> rows;
  ListTsvReader reader([&](const ListRow& row) {
    rows.push_back(row);
    return Status();
  });
  Status read = reader.add(contents);
  if (read) {
    read = reader.finish();
  }
  return {read ? Result<ListReport>(reader.report()) : std::unexpected(read.error()), std::move(rows)};
}

const ListReport::Refused& refused(const ListReport& report, RowFault fault) {
  return report.refused[static_cast<std::size_t>(fault)];
}

}  // namespace

TEST_CASE("list tsv: LF, CRLF, a byte order mark, no end of line at the end") {
  for (const std::string contents : {"flickr\tphoto\t1\nflickr\tphoto\t2\n", "flickr\tphoto\t1\r\nflickr\tphoto\t2\r\n",
                                     "\xef\xbb\xbf"
                                     "flickr\tphoto\t1\nflickr\tphoto\t2",
                                     "\n\nflickr\tphoto\t1\n\nflickr\tphoto\t2\n\n"}) {
    CAPTURE(contents);
    const auto [report, rows] = read(contents);
    REQUIRE(report.has_value());
    CHECK(report->accepted == 2);
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].key.key.low == 2);
  }
}

TEST_CASE("list tsv: refused rows are counted by reason, with the first lines") {
  std::string contents = std::string(kPhoto) + "\nnonsense\nfacebook\tphoto\t1\nflickr\tmedia\t1\n";
  for (int i = 0; i < 7; ++i) {
    contents += "flickr\tphoto\tx\n";
  }
  contents += "flickr\tphoto\t2\talias\n" + std::string(100'000, 'x') + "\nflickr\tphoto\t3\n";
  const auto [report, rows] = read(contents);
  REQUIRE(report.has_value());
  CHECK(report->accepted == 3);
  CHECK(report->accounts_ignored == 1);
  CHECK(refused(*report, RowFault::columns).lines == std::vector<std::uint64_t>{2});
  CHECK(refused(*report, RowFault::platform).lines == std::vector<std::uint64_t>{3});
  CHECK(refused(*report, RowFault::kind).lines == std::vector<std::uint64_t>{4});
  CHECK(refused(*report, RowFault::id).rows == 7);
  CHECK(refused(*report, RowFault::id).lines == std::vector<std::uint64_t>{5, 6, 7, 8, 9});
  CHECK(refused(*report, RowFault::too_long).lines == std::vector<std::uint64_t>{13});
}

TEST_CASE("list tsv: an error of the taker ends the reading") {
  int taken = 0;
  ListTsvReader reader([&](const ListRow&) -> Status {
    ++taken;
    return fail(ErrorCode::no_space, "full");
  });
  const Status report = reader.add(std::string(kPhoto) + "\nflickr\tphoto\t2\n");
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == ErrorCode::no_space);
  CHECK(taken == 1);
}

TEST_CASE("list tsv: pieces of any size give the same rows") {
  const std::string contents =
      "\xef\xbb\xbf"
      "flickr\tphoto\t1\r\nbad\nflickr\tphoto\t22\n" +
      std::string(70'000, 'y') + "\nflickr\tphoto\t333";
  for (const std::size_t size : {1UZ, 2UZ, 7UZ, 65'536UZ, contents.size()}) {
    CAPTURE(size);
    std::vector<std::uint64_t> keys;
    ListTsvReader reader([&](const ListRow& row) {
      keys.push_back(row.key.key.low);
      return Status();
    });
    for (std::size_t at = 0; at < contents.size(); at += size) {
      REQUIRE(reader.add(std::string_view(contents).substr(at, size)));
    }
    REQUIRE(reader.finish());
    CHECK(keys == std::vector<std::uint64_t>{1, 22, 333});
    CHECK(refused(reader.report(), RowFault::columns).lines == std::vector<std::uint64_t>{2});
    CHECK(refused(reader.report(), RowFault::too_long).lines == std::vector<std::uint64_t>{4});
  }
}

}  // namespace bycatch
