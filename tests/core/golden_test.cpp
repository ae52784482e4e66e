#include <doctest/doctest.h>

#include "delta.h"
#include "golden_segment.h"
#include "segment_reader.h"

namespace bycatch {
namespace {

using test::MadeSegment;
using test::Mapped;

// Every record, in its place.
void check_is(const SegmentReader& reader, const MadeSegment& made) {
  REQUIRE(reader.lists().size() == made.lists.size());
  for (std::size_t i = 0; i < made.lists.size(); ++i) {
    CHECK(reader.lists()[i].dataset == made.lists[i].dataset);
    CHECK(reader.lists()[i].date == made.lists[i].date);
    CHECK((reader.lists()[i].records == made.lists[i].records));
    CHECK(reader.lists()[i].imprints == made.lists[i].imprints);
    CHECK(reader.lists()[i].radius == made.lists[i].radius);
  }
  CHECK(std::ranges::equal(reader.labels(), made.labels));
  for (const auto& [space, rows] : made.spaces) {
    auto expected = rows.begin();
    CHECK(reader.keys(space) == rows.size());
    const Status visited = reader.for_each(space, [&](const Record& record) -> Status {
      const auto& [key, row] = *expected++;
      CHECK(record.key == key);
      CHECK(record.label == row.label);
      CHECK(std::ranges::equal(record.lists, row.lists));
      CHECK(std::ranges::equal(record.counts, row.counts));
      return {};
    });
    CHECK(visited.has_value());
  }
  auto expected = made.imprints.begin();
  CHECK(reader.imprints() == made.imprints.size());
  const Status visited = reader.for_each_imprint([&](const ImprintRecord& record) -> Status {
    const auto& [imprint, row] = *expected++;
    CHECK((record.imprint == imprint));
    CHECK(record.label == row.label);
    CHECK(std::ranges::equal(record.lists, row.lists));
    return {};
  });
  CHECK(visited.has_value());
}

}  // namespace

TEST_CASE("golden: a segment of version 1 says what was put into it") {
  const Mapped file(test::load_golden("v1.segment"));
  const auto reader = SegmentReader::open(file.bytes());
  REQUIRE(reader);
  CHECK((*reader)->verify().has_value());
  check_is(**reader, test::load_made("v1.jsonl"));
}

TEST_CASE("golden: the same records still give the same bytes") {
  CHECK((bytes_of(test::load_made("v1.jsonl")) == test::load_golden("v1.segment")));
}

TEST_CASE("golden: a delta of version 1 leads to the next generation, and is still made so") {
  const Mapped base(test::load_golden("v1.segment"));
  const std::vector<std::byte> delta = test::load_golden("v1.delta");
  const std::vector<std::byte> next = bytes_of(test::load_made("v1-next.jsonl"));
  test::MemorySink sink;
  REQUIRE(apply_delta(base.bytes(), delta, sink));
  CHECK((sink.bytes_ == next));
  const auto made = make_delta(base.bytes(), Mapped(next).bytes());
  REQUIRE(made);
  CHECK((*made == delta));
}

}  // namespace bycatch
