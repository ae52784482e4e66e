// Segments, the first byte saying what is tried:
//   0  the rest is a segment: refused, or every lookup stays within it
//   1  a good segment with one bit flipped: the same answers, or corrupt
//   2  a good segment with some bytes changed and all checksums made right again: every lookup stays within it
//   3  as 2, the changes in the headers of its key spaces and imprints
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

#include "made_segment.h"
#include "segment_reader.h"

namespace {

using namespace bycatch;
using namespace bycatch::test;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Sample {
  MadeSegment made = made_segment(130);
  std::vector<std::byte> bytes = bytes_of(made);
};

const Sample& sample() {
  static const Sample made;
  return made;
}

Key fuzzed_key(KeySpace space, std::uint64_t stored) {
  return space < KeySpace::asset ? Key{0, stored} : Key{stored << (64 - kHashKeyBits), 1};
}

// Everything that can be asked, in bounds.
void ask_all(std::span<const std::byte> bytes) {
  const Mapped file(bytes);
  const auto reader = SegmentReader::open(file.bytes());
  if (!reader) return;
  const std::size_t lists = (*reader)->lists().size();
  const auto are_there = [&](std::span<const std::uint16_t> some) {
    for (const std::uint16_t list : some) require(list < lists);
  };
  for (const auto& [space, rows] : sample().made.spaces) {
    std::uint64_t least = 0;
    std::ignore = (*reader)->for_each(space, [&](const Record& record) -> Status {
      require(record.key >= least || least == 0);
      least = record.key + 1;
      are_there(record.lists);
      return {};
    });
    std::vector<Key> keys;
    for (const auto& [key, row] : rows) {
      if (keys.empty() || keys.back() < fuzzed_key(space, key)) keys.push_back(fuzzed_key(space, key));
    }
    std::vector<Hit> hits;
    std::ignore = (*reader)->lookup(space, keys, hits);
    for (const Hit& hit : hits) require(hit.list < lists && hit.key < keys.size());
    for (const Key& key : keys) std::ignore = (*reader)->lookup(space, std::span(&key, 1), hits);
  }
  std::vector<NearHit> near;
  std::ignore = (*reader)->near(sample().made.imprints.begin()->first, 31, near);
  for (const NearHit& hit : near) require(hit.list < lists);
  std::ignore = (*reader)->for_each_imprint([&](const ImprintRecord& record) -> Status {
    are_there(record.lists);
    return {};
  });
  std::ignore = (*reader)->verify();
}

void flip_and_ask(std::uint32_t bit) {
  const Mapped file(sample().bytes);
  bit %= static_cast<std::uint32_t>(file.bytes().size() * 8);
  file.bytes()[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
  const auto reader = SegmentReader::open(file.bytes());
  if (!reader) return;
  require(!(*reader)->verify());
  for (const auto& [space, rows] : sample().made.spaces) {
    for (const auto& [stored, row] : rows) {
      const Key key = fuzzed_key(space, stored);
      std::vector<Hit> hits;
      const Status done = (*reader)->lookup(space, std::span(&key, 1), hits);
      if (!done) {
        require(done.error().code == ErrorCode::corrupt);
        continue;
      }
      require(hits.size() == row.lists.size());
      for (std::size_t i = 0; i < hits.size(); ++i) {
        require(hits[i].list == row.lists[i] && hits[i].count == (row.counts.empty() ? 0 : row.counts[i]));
      }
    }
  }
  for (const auto& [imprint, row] : sample().made.imprints) {
    std::vector<NearHit> near;
    if ((*reader)->near(imprint, 0, near)) require(near.size() == row.lists.size());
  }
}

void change_and_ask(std::span<const std::uint8_t> input, bool headers_only) {
  std::vector<std::byte> bytes = sample().bytes;
  SegmentHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  for (; input.size() >= 5; input = input.subspan(5)) {
    std::uint32_t at = 0;
    std::memcpy(&at, input.data(), 4);
    const std::uint32_t which = at >> 24U;
    const Extent& place = which % 7 == 6 ? header.imprints : header.spaces[which % 7];
    // The page checksums come last, and are made right again.
    const std::uint64_t where =
        headers_only ? place.at + at % place.size : kPageBytes + at % (header.page_crcs.at - kPageBytes);
    bytes[where] ^= static_cast<std::byte>(input[4]);
  }
  seal_pages(bytes);
  ask_all(bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span input(data + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      ask_all(std::as_bytes(input));
      break;
    case 1: {
      std::uint32_t bit = 0;
      std::memcpy(&bit, input.data(), std::min(input.size(), sizeof bit));
      flip_and_ask(bit);
      break;
    }
    case 2:
      change_and_ask(input, false);
      break;
    default:
      change_and_ask(input, true);
  }
  return 0;
}
