// Segments whose checksums are right and whose contents lie.
#include <doctest/doctest.h>

#include <functional>
#include <random>

#include "made_segment.h"
#include "segment_reader.h"

namespace bycatch {
namespace {

using test::Mapped;

using HostileBytes = std::vector<std::byte>;
constexpr std::uint64_t kHuge = ~std::uint64_t{0};

const HostileBytes& honest() {
  static const HostileBytes bytes = bytes_of(test::made_segment(300));
  return bytes;
}

template <class T>
T read_at(std::span<const std::byte> file, std::uint64_t at) {
  T value;
  std::memcpy(&value, &file[at], sizeof value);
  return value;
}

template <class T>
void write_at(std::span<std::byte> file, std::uint64_t at, const T& value) {
  std::memcpy(&file[at], &value, sizeof value);
}

// The header alone made right again, for one that lies about where its checksums are.
void seal_header(std::span<std::byte> file) {
  auto header = read_at<SegmentHeader>(file, 0);
  header.crc = 0;
  write_at(file, 0, header);
  header.crc = crc32c(file.first(kPageBytes));
  write_at(file, 0, header);
}

HostileBytes with_header(const std::function<void(SegmentHeader&)>& lie) {
  HostileBytes file = honest();
  auto header = read_at<SegmentHeader>(file, 0);
  lie(header);
  write_at(std::span(file), 0, header);
  seal_header(file);
  return file;
}

Extent space_at(KeySpace space) {
  return read_at<SegmentHeader>(honest(), 0).spaces[static_cast<std::size_t>(space)];
}
SpaceHeader space_header(KeySpace space) {
  return read_at<SpaceHeader>(honest(), space_at(space).at);
}

HostileBytes with_bytes(const std::function<void(std::span<std::byte>)>& lie) {
  HostileBytes file = honest();
  lie(file);
  test::seal_pages(file);
  return file;
}

HostileBytes with_space(const std::function<void(SpaceHeader&)>& lie) {
  return with_bytes([&](std::span<std::byte> file) {
    SpaceHeader header = space_header(KeySpace::flickr_photo);
    lie(header);
    write_at(file, space_at(KeySpace::flickr_photo).at, header);
  });
}

HostileBytes with_imprints(const std::function<void(ImprintHeader&)>& lie) {
  return with_bytes([&](std::span<std::byte> file) {
    const std::uint64_t at = read_at<SegmentHeader>(file, 0).imprints.at;
    auto header = read_at<ImprintHeader>(file, at);
    lie(header);
    write_at(file, at, header);
  });
}

// Where opening, reading all and looking everything up first goes wrong: `code: place`, or nothing. Numbers that are
// answered are in bounds.
std::string refusal(const HostileBytes& bytes) {
  const Mapped file(bytes);
  const auto said = [](const Error& error) { return std::string(to_string(error.code)) + ": " + error.detail; };
  const auto reader = SegmentReader::open(file.bytes());
  if (!reader) return said(reader.error());
  std::string first;
  const auto note = [&](const Status& done) {
    if (!done && first.empty()) first = said(done.error());
  };
  const std::size_t lists = (*reader)->lists().size();
  for (std::size_t number = 0; number < kKeySpaces; ++number) {
    const auto space = static_cast<KeySpace>(number);
    note((*reader)->for_each(space, [&](const Record& record) -> Status {
      for (const std::uint16_t list : record.lists) REQUIRE(list < lists);
      return {};
    }));
    std::mt19937_64 random(number);
    for (int round = 0; round < 300; ++round) {
      const std::uint64_t word = random() >> (random() % 64);
      const Key key{word, word};
      std::vector<Hit> hits;
      note((*reader)->lookup(space, std::span(&key, 1), hits));
      for (const Hit& hit : hits) REQUIRE(hit.list < lists);
    }
  }
  std::vector<NearHit> near;
  note((*reader)->near(Imprint{}, 31, near));
  note((*reader)->for_each_imprint([&](const ImprintRecord& record) -> Status {
    for (const std::uint16_t list : record.lists) REQUIRE(list < lists);
    return {};
  }));
  return first;
}

struct Lie {
  const char* why;
  HostileBytes file;
  const char* refusal;
};

void check_refused(const std::vector<Lie>& lies) {
  for (const Lie& lie : lies) {
    CAPTURE(lie.why);
    CHECK(refusal(lie.file) == lie.refusal);
  }
}

}  // namespace

TEST_CASE("hostile segment: the honest one is not refused") {
  CHECK(refusal(honest()).empty());
}

TEST_CASE("hostile segment: a header that lies") {
  const char* const kChecksums = "corrupt: page checksums";
  const char* const kListsPlace = "corrupt: lists";
  HostileBytes newer = with_header([](SegmentHeader& header) { header.version = 2; });
  check_refused({
      {"newer version", newer, "unsupported: segment format of a newer program"},
      {"version 0", with_header([](SegmentHeader& header) { header.version = 0; }), "corrupt: header"},
      {"longer than it is", with_header([](SegmentHeader& header) { header.file_bytes += kPageBytes; }), kChecksums},
      {"no length", with_header([](SegmentHeader& header) { header.file_bytes = 0; }), kChecksums},
      {"checksums past the end", with_header([](SegmentHeader& header) { header.page_crcs.at = kHuge / 2; }),
       kChecksums},
      {"checksums between pages", with_header([](SegmentHeader& header) { header.page_crcs.at += 8; }), kChecksums},
      {"checksums in the header", with_header([](SegmentHeader& header) { header.page_crcs.at = 0; }), kChecksums},
      {"no checksums", with_header([](SegmentHeader& header) { header.page_crcs.size = 0; }), kChecksums},
      {"checksums whose size overflows", with_header([](SegmentHeader& header) { header.page_crcs.size = kHuge; }),
       kChecksums},
      {"lists past the end", with_header([](SegmentHeader& header) { header.lists.at = header.file_bytes; }),
       kListsPlace},
      {"lists whose end overflows", with_header([](SegmentHeader& header) { header.lists.at = kHuge - 1; }),
       kListsPlace},
      {"lists of every byte there could be", with_header([](SegmentHeader& header) { header.lists.size = kHuge; }),
       kListsPlace},
      {"lists in the header", with_header([](SegmentHeader& header) { header.lists.at = 8; }), kListsPlace},
      {"lists in the checksums", with_header([](SegmentHeader& header) { header.lists.at = header.page_crcs.at; }),
       kListsPlace},
      {"no lists section", with_header([](SegmentHeader& header) { header.lists.size = 0; }), kListsPlace},
      {"a byte less of lists", with_header([](SegmentHeader& header) { --header.lists.size; }), kListsPlace},
      {"a byte more of lists", with_header([](SegmentHeader& header) { ++header.lists.size; }), kListsPlace},
      {"a space past the end", with_header([](SegmentHeader& header) { header.spaces[0].at = kHuge - 100; }),
       "corrupt: key space"},
      {"a space in the header", with_header([](SegmentHeader& header) { header.spaces[0].at = 0; }),
       "corrupt: key space"},
      {"a space of another size", with_header([](SegmentHeader& header) { --header.spaces[0].size; }),
       "corrupt: key space"},
      {"one space for another", with_header([](SegmentHeader& header) { header.spaces[0] = header.spaces[3]; }),
       "corrupt: key space"},
      {"imprints past the end", with_header([](SegmentHeader& header) { header.imprints.at = kHuge - 3; }),
       "corrupt: imprint section"},
      {"imprints of another size", with_header([](SegmentHeader& header) { header.imprints.size = 1; }),
       "corrupt: imprint section"},
  });
}

TEST_CASE("hostile segment: lists that lie") {
  const std::uint64_t at = read_at<SegmentHeader>(honest(), 0).lists.at;
  const auto lists = [&](std::uint64_t offset, auto value) {
    return with_bytes([&](std::span<std::byte> file) { write_at(file, at + offset, value); });
  };
  // Behind both counts: u8 length and text of dataset and date, six records, imprints, radius.
  const std::uint64_t radius = 8 + 1 + 6 + 1 + 10 + 56;
  check_refused({
      {"more lists than there can be", lists(0, std::uint32_t{0xffffffff}), "corrupt: lists"},
      {"one list more than there is", lists(0, std::uint32_t{41}), "corrupt: lists"},
      {"one list less", lists(0, std::uint32_t{39}), "corrupt: lists"},
      {"no lists", lists(0, std::uint32_t{0}), "corrupt: lists"},
      {"more labels than there can be", lists(4, std::uint32_t{0xffffffff}), "corrupt: lists"},
      {"a name past the end", lists(8, std::uint8_t{255}), "corrupt: lists"},
      {"a radius at which all is alike", lists(radius, std::uint8_t{61}), "corrupt: lists"},
  });
}

TEST_CASE("hostile segment: a key space that lies") {
  const auto said = [&](const std::function<void(SpaceHeader&)>& lie) { return with_space(lie); };
  const char* const kPlace = "corrupt: key space";
  std::vector<Lie> lies = {
      {"no keys", said([](SpaceHeader& h) { h.keys = 0; }), kPlace},
      {"more keys than bits", said([](SpaceHeader& h) { h.keys = kHuge; }), kPlace},
      {"a block more", said([](SpaceHeader& h) { h.keys += 64; }), kPlace},
      {"the last before the first", said([](SpaceHeader& h) { std::swap(h.first_key, h.last_key); }), kPlace},
      {"all numbers there are", said([](SpaceHeader& h) { h.first_key = 0, h.last_key = kHuge; }), kPlace},
      {"no blocks", said([](SpaceHeader& h) { h.blocks = 0; }), kPlace},
      {"no groups", said([](SpaceHeader& h) { h.groups = 0; }), kPlace},
      {"groups whose size overflows", said([](SpaceHeader& h) { h.groups = std::uint64_t{1} << 57; }), kPlace},
      {"a stream without end", said([](SpaceHeader& h) { h.stream_bits = kHuge; }), kPlace},
      {"a stream of nothing", said([](SpaceHeader& h) { h.stream_bits = 0; }), kPlace},
      {"no values", said([](SpaceHeader& h) { h.values = 0; }), kPlace},
      {"more values than there are numbers", said([](SpaceHeader& h) { h.values = 0xffffffff; }), kPlace},
      {"a value more", said([](SpaceHeader& h) { ++h.values; }), kPlace},
      {"keys of no bits", said([](SpaceHeader& h) { h.key_bits = 0; }), kPlace},
      {"keys of 65 bits", said([](SpaceHeader& h) { h.key_bits = 65; }), kPlace},
      {"keys of another kind", said([](SpaceHeader& h) { h.key_bits = 57; }), kPlace},
      {"blocks of nothing", said([](SpaceHeader& h) { h.block_keys = 0; }), kPlace},
      {"blocks of too many", said([](SpaceHeader& h) { h.block_keys = 129; }), kPlace},
      {"a shift of all bits", said([](SpaceHeader& h) { h.radix_shift = 64; }), kPlace},
      {"another shift", said([](SpaceHeader& h) { --h.radix_shift; }), kPlace},
      {"value codes of no bits", said([](SpaceHeader& h) { h.value_code_limit = 0; }), kPlace},
      {"value codes of 13 bits", said([](SpaceHeader& h) { h.value_code_limit = 13; }), kPlace},
      {"a bitmap of every bit there is", said([](SpaceHeader& h) { h.bitmap_scale = kHuge; }), kPlace},
  };
  using Section = Extent SpaceHeader::*;
  const std::vector<Section> sections = {
      &SpaceHeader::gap_lengths, &SpaceHeader::value_lengths, &SpaceHeader::value_offsets, &SpaceHeader::bitmap,
      &SpaceHeader::radix,       &SpaceHeader::group_keys,    &SpaceHeader::records,       &SpaceHeader::stream,
  };
  for (const Section section : sections) {
    lies.push_back(
        {"a section past the end", said([&](SpaceHeader& h) { (h.*section).at = honest().size(); }), kPlace});
    lies.push_back(
        {"a section whose end overflows", said([&](SpaceHeader& h) { (h.*section).at = kHuge - 127; }), kPlace});
    lies.push_back({"a section in the header", said([&](SpaceHeader& h) { (h.*section).at = 0; }), kPlace});
    lies.push_back({"a section of no bytes", said([&](SpaceHeader& h) { (h.*section).size = 0; }), kPlace});
    lies.push_back({"a section of one byte more", said([&](SpaceHeader& h) { ++(h.*section).size; }), kPlace});
  }
  check_refused(lies);
}

TEST_CASE("hostile segment: imprints that lie") {
  const char* const kPlace = "corrupt: imprint section";
  check_refused({
      {"none", with_imprints([](ImprintHeader& h) { h.imprints = 0; }), kPlace},
      {"more than there are bytes", with_imprints([](ImprintHeader& h) { h.imprints = kHuge / 4; }), kPlace},
      {"one more", with_imprints([](ImprintHeader& h) { ++h.imprints; }), kPlace},
      {"more values than there are numbers", with_imprints([](ImprintHeader& h) { h.values = 0xffffffff; }), kPlace},
      {"an image past the end", with_imprints([](ImprintHeader& h) { h.image.at = kHuge - 127; }), kPlace},
      {"numbers past the end", with_imprints([](ImprintHeader& h) { h.numbers.at = kHuge - 3; }), kPlace},
      {"values in the header", with_imprints([](ImprintHeader& h) { h.value_items.at = 0; }), kPlace},
  });
}

TEST_CASE("hostile segment: codes that are none") {
  const auto filled = [&](const Extent& section, std::uint8_t byte) {
    return with_bytes(
        [&](std::span<std::byte> file) { std::ranges::fill(file.subspan(section.at, section.size), std::byte{byte}); });
  };
  const SpaceHeader h = space_header(KeySpace::flickr_photo);
  check_refused({
      {"gap codes of 1 bit for all", filled(h.gap_lengths, 0x11), "corrupt: key space"},
      {"gap codes of 15 bits", filled(h.gap_lengths, 0xff), "corrupt: key space"},
      {"gap codes with gaps", filled(h.gap_lengths, 0x99), "corrupt: key space"},
      {"no gap codes", filled(h.gap_lengths, 0), "corrupt: block"},
      {"value codes of 1 bit for all", filled(h.value_lengths, 0x11), "corrupt: key space"},
      {"no value codes", filled(h.value_lengths, 0), "corrupt: block"},
  });
}

TEST_CASE("hostile segment: values that lie") {
  const SpaceHeader h = space_header(KeySpace::flickr_photo);
  const auto lie = [&](const Extent& section, std::uint64_t at, auto value) {
    return with_bytes([&](std::span<std::byte> file) { write_at(file, section.at + at, value); });
  };
  check_refused({
      {"a value past the end", lie(h.value_offsets, 4, std::uint32_t{0xffffffff}), "corrupt: value"},
      {"a value that ends before it begins", lie(h.value_offsets, 0, std::uint32_t{7}), "corrupt: value"},
      {"a label that is not there", lie(h.value_items, 0, std::uint16_t{3}), "corrupt: value"},
      {"a list that is not there", lie(h.value_items, 2, std::uint16_t{40}), "corrupt: value"},
  });
}

TEST_CASE("hostile segment: a directory that lies") {
  const SpaceHeader h = space_header(KeySpace::flickr_photo);
  REQUIRE(h.groups > 0);
  const auto lie = [&](const std::function<void(std::span<std::byte>)>& change) { return with_bytes(change); };
  const auto record_bits = [&](std::uint64_t and_bits, std::uint64_t or_bits) {
    return lie([&](std::span<std::byte> file) {
      write_at(file, h.records.at, (read_at<std::uint64_t>(file, h.records.at) & and_bits) | or_bits);
    });
  };
  check_refused({
      {"a group of no blocks", record_bits(~(std::uint64_t{63} << 40), 0), "corrupt: directory"},
      {"a group of other blocks", record_bits(kHuge, std::uint64_t{63} << 40), "corrupt: directory"},
      {"a stream that begins past its end", record_bits(kHuge, (std::uint64_t{1} << 40) - 1), "corrupt: block"},
      {"a group's first key past its last",
       lie([&](std::span<std::byte> file) { write_at(file, h.group_keys.at, h.last_key + 9); }), "corrupt: block"},
  });
  // Which group a key is in: told wrongly, it is refused or not found, within bounds.
  for (const std::uint32_t group :
       {std::uint32_t{0}, std::uint32_t{1}, std::uint32_t{0x7fffffff}, std::uint32_t{0xffffffff}}) {
    CAPTURE(group);
    for (std::uint64_t at = 0; at + 4 <= h.radix.size; at += 4) {
      const std::string said = refusal(lie([&](std::span<std::byte> file) { write_at(file, h.radix.at + at, group); }));
      CHECK((said.empty() || said == "corrupt: directory"));
      if (group > 1 && at == 0) CHECK(said == "corrupt: directory");
    }
  }
}

TEST_CASE("hostile segment: blocks out of order are refused where they are read in order") {
  test::MadeSegment made = test::made_segment(1);
  made.spaces = {{KeySpace::flickr_photo, test::bursts(20'000, 40, false, 5, 40)}};
  HostileBytes file = bytes_of(made);
  const auto header = read_at<SegmentHeader>(file, 0);
  const auto space = read_at<SpaceHeader>(file, header.spaces[0].at);
  REQUIRE(space.groups > 4);
  // Two groups change places, with all that the directory says of them.
  const auto swap_at = [&](const Extent& section, std::uint64_t size) {
    const auto from = file.begin() + static_cast<std::ptrdiff_t>(section.at + size);
    std::swap_ranges(from, from + static_cast<std::ptrdiff_t>(size), from + static_cast<std::ptrdiff_t>(size));
  };
  swap_at(space.group_keys, 8);
  swap_at(space.records, kRecordBytes);
  test::seal_pages(file);
  CHECK(refusal(file) == "corrupt: block");
}

}  // namespace bycatch
