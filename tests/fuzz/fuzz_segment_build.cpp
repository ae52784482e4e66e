// Records of any kind: what is written is read, each and in order, and found; neighbours are not.
#include <cstdint>
#include <cstdlib>

#include "fuzzed_segment.h"
#include "segment_reader.h"

namespace {

using namespace bycatch;
using namespace bycatch::test;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_space(const SegmentReader& reader, KeySpace space, const Rows& rows) {
  auto expected = rows.begin();
  require(reader.keys(space) == rows.size());
  const Status read = reader.for_each(space, [&](const Record& record) -> Status {
    const auto& [key, row] = *expected++;
    require(record.key == key && record.label == row.label);
    require(std::ranges::equal(record.lists, row.lists) && std::ranges::equal(record.counts, row.counts));
    return {};
  });
  require(read && expected == rows.end());
  for (const auto& [stored, row] : rows) {
    for (const std::uint64_t near : {stored, stored + 1}) {
      const Key key = space < KeySpace::asset ? Key{0, near} : Key{near << (64 - kHashKeyBits), 1};
      std::vector<Hit> hits;
      require(reader.lookup(space, std::span(&key, 1), hits).has_value());
      const auto found = rows.find(stored_key(space, key));
      require(hits.size() == (found == rows.end() ? 0 : found->second.lists.size()));
      for (std::size_t i = 0; i < hits.size(); ++i) {
        require(hits[i].list == found->second.lists[i]);
        require(hits[i].count == (found->second.counts.empty() ? 0 : found->second.counts[i]));
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzBytes bytes(std::span(data, size));
  const MadeSegment made = fuzzed_segment(bytes);
  const Mapped file(bytes_of(made));
  const auto reader = SegmentReader::open(file.bytes());
  require(reader.has_value());
  require((*reader)->verify().has_value());
  for (const auto& [space, rows] : made.spaces) check_space(**reader, space, rows);
  require((*reader)->imprints() == made.imprints.size());
  for (const auto& [imprint, row] : made.imprints) {
    std::vector<NearHit> near;
    require((*reader)->near(imprint, 0, near) && near.size() == row.lists.size());
  }
  return 0;
}
