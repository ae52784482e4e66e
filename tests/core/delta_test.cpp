#include "delta.h"

#include <doctest/doctest.h>

#include <random>

#include "crc32c.h"
#include "delta_layout.h"
#include "made_segment.h"
#include "range_coder.h"
#include "segment_hash.h"
#include "segment_reader.h"

namespace bycatch {
namespace {

using test::MadeSegment;
using test::Mapped;
using test::MemorySink;

using Bytes = std::vector<std::byte>;

Bytes delta_between(const Bytes& base, const Bytes& result) {
  auto delta = make_delta(Mapped(base).bytes(), Mapped(result).bytes());
  REQUIRE_MESSAGE(delta, (delta ? "" : delta.error().detail));
  return *delta;
}

// The result, or why there is none; then nothing that would open may have been written.
Result<Bytes> applied(const Bytes& base, const Bytes& delta, std::uint64_t max_bytes = kMaxSegmentBytes) {
  MemorySink sink;
  // The exact bytes, so that a read behind them is seen.
  const Bytes exact(delta);
  if (const Status done = apply_delta(Mapped(base).bytes(), exact, sink, max_bytes); !done) {
    CHECK(std::ranges::all_of(std::span(sink.bytes_).first(std::min(sink.bytes_.size(), kPageBytes)),
                              [](std::byte byte) { return byte == std::byte{0}; }));
    return std::unexpected(done.error());
  }
  return sink.bytes_;
}

void check_leads(const MadeSegment& from, const MadeSegment& to) {
  const Bytes base = bytes_of(from);
  const Bytes result = bytes_of(to);
  const Bytes delta = delta_between(base, result);
  const auto out = applied(base, delta);
  REQUIRE_MESSAGE(out, (out ? "" : out.error().detail));
  CHECK((*out == result));
}

void seal_delta(Bytes& delta) {
  DeltaHeader header;
  std::memcpy(&header, delta.data(), sizeof header);
  header.delta_bytes = delta.size();
  std::memcpy(delta.data(), &header, sizeof header);
  header.crc = crc32c(std::span(delta).subspan(kDeltaCheckedFrom));
  std::memcpy(delta.data(), &header, sizeof header);
}

template <class Change>
Bytes forged(Bytes delta, Change&& change) {
  DeltaHeader header;
  std::memcpy(&header, delta.data(), sizeof header);
  change(header);
  std::memcpy(delta.data(), &header, sizeof header);
  seal_delta(delta);
  return delta;
}

// A list before all others, and `gone` no more.
MadeSegment with_other_lists(MadeSegment made, std::uint16_t gone) {
  const auto moved = [&](std::uint16_t list) { return static_cast<std::uint16_t>(list < gone ? list + 1 : list); };
  const auto move_row = [&](test::Row& row) {
    std::vector<std::uint16_t> lists;
    std::vector<std::uint64_t> counts;
    for (std::size_t i = 0; i < row.lists.size(); ++i) {
      if (row.lists[i] == gone) continue;
      lists.push_back(moved(row.lists[i]));
      if (!row.counts.empty()) counts.push_back(row.counts[i]);
    }
    row.lists = std::move(lists);
    row.counts = std::move(counts);
    return row.lists.empty();
  };
  const auto move_all = [&](auto& rows) {
    for (auto row = rows.begin(); row != rows.end();) row = move_row(row->second) ? rows.erase(row) : std::next(row);
  };
  for (auto& [space, rows] : made.spaces) move_all(rows);
  move_all(made.imprints);
  made.lists.erase(made.lists.begin() + gone);
  made.lists.insert(made.lists.begin(), ListInfo{"a-new-list", "2026-03-04", {1, 2, 3}, 9, 40});
  made.lists[5].date = "2026-05-06";
  made.labels = {"4=medical_mask 8=no_mask", "6=mask"};
  return made;
}

}  // namespace

TEST_CASE("range coder: what is written is read, and no more bytes than that") {
  std::mt19937_64 random(3);
  for (const std::size_t count : {0UZ, 1UZ, 3000UZ}) {
    for (const unsigned bits : {0U, 1U, 3U, 20U, 64U}) {
      CAPTURE(bits);
      std::vector<std::uint64_t> numbers;
      for (std::size_t i = 0; i < count; ++i)
        numbers.push_back(bits == 0 ? 0 : random() >> (64 - bits) >> (random() % bits));
      RangeWriter writer;
      NumberModel models[2];
      for (std::uint64_t number : numbers) {
        code_number(writer, models[0], number);
        writer.plain(number, 64);
      }
      const Bytes bytes = writer.finish();
      RangeReader reader(bytes);
      for (const std::uint64_t number : numbers) {
        std::uint64_t read = 7;
        code_number(reader, models[1], read);
        REQUIRE(read == number);
        reader.plain(read, 64);
        REQUIRE(read == number);
      }
      CHECK_FALSE(reader.is_spent());
      CHECK(reader.is_at_end());
    }
  }
}

TEST_CASE("range coder: what is likely costs next to nothing, what comes behind the end is told") {
  RangeWriter writer;
  AdaptiveBit model;
  for (int i = 0; i < 100'000; ++i) {
    bool value = false;
    writer.bit(model, value);
  }
  const Bytes bytes = writer.finish();
  CHECK(bytes.size() < 60);
  RangeReader reader(bytes);
  for (int i = 0; i < 100; ++i) {
    std::uint64_t word = 0;
    reader.plain(word, 64);
  }
  CHECK(reader.is_spent());
}

TEST_CASE("delta: gives the bytes of the other segment, from any to any") {
  const MadeSegment nothing{.lists = {}, .labels = {}, .spaces = {}, .imprints = {}};
  for (const std::size_t keys : {1UZ, 64UZ, 2000UZ}) {
    CAPTURE(keys);
    const MadeSegment made = test::made_segment(keys);
    check_leads(made, made);
    check_leads(nothing, made);
    check_leads(made, nothing);
    for (const std::size_t permille : {1UZ, 10UZ, 300UZ}) {
      CAPTURE(permille);
      check_leads(made, changed(made, permille, permille));
    }
  }
}

TEST_CASE("delta: between spaces that only one has, and blocks of another size") {
  const MadeSegment made = test::made_segment(500);
  MadeSegment other = changed(made, 10, 2);
  other.spaces.erase(KeySpace::flickr_photo);
  other.spaces.erase(KeySpace::tag);
  other.block_keys = 17;
  check_leads(made, other);
  check_leads(other, made);
  other.imprints.clear();
  check_leads(made, other);
  check_leads(other, made);
}

TEST_CASE("delta: lists come, go and get other numbers") {
  const MadeSegment made = test::made_segment(2000);
  const MadeSegment other = with_other_lists(made, 20);
  check_leads(made, other);
  check_leads(other, made);
  // What only got other numbers is not told again: less than half a byte a record.
  CHECK(delta_between(bytes_of(made), bytes_of(other)).size() < 2000 * 7 / 2);
}

TEST_CASE("delta: more values than codes, and the ends of the number range") {
  MadeSegment made{.lists = test::made_lists(40), .labels = {"3=mask", "5=mask"}, .spaces = {}, .imprints = {}};
  for (std::uint64_t key = 0; key < 6000; ++key) {
    test::Row row;
    for (std::uint16_t bit = 0; bit < 13; ++bit) {
      if (((key + 1) >> bit & 1U) != 0) row.lists.push_back(bit);
    }
    made.spaces[KeySpace::flickr_photo][key * 7 + 5] = row;
  }
  MadeSegment other = changed(made, 20, 3);
  other.spaces[KeySpace::flickr_photo][0] = {{3, 9}, {}, 0};
  other.spaces[KeySpace::flickr_photo][~std::uint64_t{0}] = {{3, 9}, {}, 0};
  check_leads(made, other);
  check_leads(other, made);
  MadeSegment third = changed(other, 20, 4);
  third.spaces[KeySpace::flickr_photo][~std::uint64_t{0} - 1] = {{4}, {}, 0};
  check_leads(other, third);
}

TEST_CASE("delta: of one record in a hundred it is a small part of the segment") {
  MadeSegment made = test::made_segment(100);
  made.spaces[KeySpace::flickr_photo] = test::bursts(100'000, 36, false, 1, 5);
  const MadeSegment other = changed(made, 10, 5);
  const Bytes result = bytes_of(other);
  CHECK(delta_between(bytes_of(made), result).size() * 10 < result.size());
}

TEST_CASE("delta: says which base it is for, and refuses another before a byte is written") {
  const MadeSegment made = test::made_segment(300);
  const Bytes base = bytes_of(made);
  const Bytes result = bytes_of(changed(made, 10, 6));
  const Bytes delta = delta_between(base, result);
  const auto info = read_delta_info(delta);
  REQUIRE(info);
  CHECK(info->base_bytes == base.size());
  CHECK(info->result_bytes == result.size());
  CHECK((info->base_sha256 == SegmentHash::of(base)));
  CHECK((info->result_sha256 == SegmentHash::of(result)));
  Bytes damaged = base;
  damaged[damaged.size() / 2] ^= std::byte{1};
  for (const Bytes& other : {result, damaged, Bytes(), Bytes(base.begin(), base.end() - 1)}) {
    MemorySink sink;
    const Status done = apply_delta(Mapped(other).bytes(), delta, sink);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::delta_unusable);
    CHECK(sink.bytes_.empty());
  }
}

TEST_CASE("delta: a flipped bit anywhere, cut short or grown, it is refused before a byte is written") {
  const MadeSegment made = test::made_segment(100);
  const Bytes base = bytes_of(made);
  const Bytes delta = delta_between(base, bytes_of(changed(made, 50, 7)));
  const auto check_refused = [&](const Bytes& bad) {
    MemorySink sink;
    const Status done = apply_delta(Mapped(base).bytes(), bad, sink);
    REQUIRE_FALSE(done);
    CHECK((done.error().code == ErrorCode::delta_unusable || done.error().code == ErrorCode::unsupported));
    CHECK(sink.bytes_.empty());
  };
  for (std::size_t bit = 0; bit < delta.size() * 8; bit += bit < sizeof(DeltaHeader) * 8 ? 1 : 37) {
    CAPTURE(bit);
    Bytes bad = delta;
    bad[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    check_refused(bad);
  }
  for (std::size_t size = 0; size < delta.size(); size += 13)
    check_refused({delta.begin(), delta.begin() + static_cast<std::ptrdiff_t>(size)});
  Bytes grown = delta;
  grown.push_back(std::byte{0});
  check_refused(grown);
  check_refused({});
}

TEST_CASE("delta: rightly sealed, but what it says is wrong: nothing that it makes can be opened") {
  const MadeSegment made = test::made_segment(60);
  const Bytes base = bytes_of(made);
  const Bytes delta = delta_between(base, bytes_of(changed(made, 60, 8)));
  const auto code_of = [&](const Bytes& bad, std::uint64_t max_bytes = kMaxSegmentBytes) {
    const auto out = applied(base, bad, max_bytes);
    REQUIRE_FALSE(out);
    return out.error().code;
  };
  const auto with = [&](auto&& change) { return code_of(forged(delta, change)); };
  CHECK(with([](DeltaHeader& header) { header.version = 2; }) == ErrorCode::unsupported);
  CHECK(with([](DeltaHeader& header) { header.version = 0; }) == ErrorCode::delta_unusable);
  CHECK(with([](DeltaHeader& header) { header.result.version = 2; }) == ErrorCode::unsupported);
  CHECK(with([](DeltaHeader& header) { header.base_bytes += 4096; }) == ErrorCode::delta_unusable);
  CHECK(with([](DeltaHeader& header) { header.result_sha256[5] ^= std::byte{1}; }) == ErrorCode::result_mismatch);
  CHECK(with([](DeltaHeader& header) { header.result.body_sha256[5] ^= std::byte{1}; }) == ErrorCode::result_mismatch);
  CHECK(with([](DeltaHeader& header) { header.result.crc ^= 1; }) == ErrorCode::result_mismatch);
  CHECK(with([](DeltaHeader& header) { header.result.file_bytes += kPageBytes; }) == ErrorCode::result_mismatch);
  CHECK(with([](DeltaHeader& header) { header.result.file_bytes = kPageBytes; }) != ErrorCode::internal);
  CHECK(with([](DeltaHeader& header) { header.result.file_bytes = ~std::uint64_t{0}; }) == ErrorCode::too_large);
  CHECK(with([](DeltaHeader& header) { header.result.spaces[2].size = 0; }) != ErrorCode::internal);
  CHECK(code_of(delta, base.size() / 2) == ErrorCode::too_large);

  std::mt19937_64 random(9);
  std::map<ErrorCode, std::size_t> codes;
  for (int round = 0; round < 240; ++round) {
    Bytes bad = delta;
    const std::size_t payload = bad.size() - sizeof(DeltaHeader);
    if (round % 3 == 0) bad.resize(sizeof(DeltaHeader) + random() % payload);
    // Early bytes say how large things are, later ones what happens to records.
    const std::size_t reach = round % 2 == 0 ? std::min<std::size_t>(payload, 64) : payload;
    for (std::size_t changes = random() % 4 + 1; changes > 0; --changes) {
      const std::size_t at = sizeof(DeltaHeader) + random() % reach;
      if (at < bad.size()) bad[at] = static_cast<std::byte>(random());
    }
    if (bad == delta) continue;
    seal_delta(bad);
    ++codes[code_of(bad)];
  }
  // Most go astray at once; what keeps its way to the end has another hash.
  CHECK(codes[ErrorCode::delta_unusable] > 150);
  codes.erase(ErrorCode::delta_unusable);
  codes.erase(ErrorCode::result_mismatch);
  CHECK(codes.empty());
}

TEST_CASE("delta: a sink that fails ends it with the sink's error") {
  class FullSink final : public ByteSink {
   public:
    Status append(std::span<const std::byte> bytes) override {
      room_ -= std::min(room_, bytes.size());
      return room_ > 0 ? Status{} : fail(ErrorCode::no_space, "full");
    }
    Status patch_start(std::span<const std::byte> /*bytes*/) override { return {}; }
    std::size_t room_ = 50'000;
  };
  MadeSegment made = test::made_segment(100);
  made.spaces[KeySpace::flickr_photo] = test::bursts(100'000, 36, false, 1, 5);
  const Bytes base = bytes_of(made);
  const Bytes delta = delta_between(base, bytes_of(changed(made, 10, 5)));
  FullSink sink;
  const Status done = apply_delta(Mapped(base).bytes(), delta, sink);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::no_space);
}

TEST_CASE("delta: what is no segment has none") {
  const Bytes base = bytes_of(test::made_segment(50));
  Bytes damaged = base;
  damaged[kPageBytes + 5] ^= std::byte{1};
  CHECK_FALSE(make_delta(Mapped(damaged).bytes(), Mapped(base).bytes()));
  CHECK_FALSE(make_delta(Mapped(base).bytes(), Mapped(damaged).bytes()));
  CHECK_FALSE(make_delta(Mapped(base).bytes(), Bytes()));
  // Other bytes for the same records are not what a writer makes, so no delta could lead to them.
  Bytes other = base;
  other[sizeof(SegmentHeader)] = std::byte{1};
  test::seal_pages(other);
  const auto delta = make_delta(Mapped(base).bytes(), Mapped(other).bytes());
  REQUIRE_FALSE(delta);
  CHECK(delta.error().code == ErrorCode::unsupported);
}

}  // namespace bycatch
