// Sorting beyond memory, and shards: whatever the order, the split and the memory, the same comes out.
#include "record_stage.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <set>

#include "listed_key.h"
#include "pack_index.h"
#include "segment_file.h"
#include "shard_line.h"
#include "shard_merge.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

std::vector<StagedRecord> some_records(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<StagedRecord> records;
  for (std::size_t i = 0; i < count; ++i) {
    StagedRecord& record = records.emplace_back();
    record.space = static_cast<KeySpace>(random() % kKeySpaces);
    record.key = random() >> (random() % 60);
    record.list = static_cast<std::uint32_t>(random() % 4096);
    record.photo = random() % 4 == 0 ? random() : random() % 3;
    record.label = static_cast<PhotoLabel>(random() % 5);
    if (random() % 4 == 0) record = records[random() % records.size()];
  }
  return records;
}

std::vector<StagedRecord> read_all(const RecordStage& stage) {
  std::vector<StagedRecord> out;
  for (std::size_t space = 0; space < kKeySpaces; ++space) {
    auto cursor = stage.read(static_cast<KeySpace>(space)).value();
    for (auto next = cursor.next(); next.value() != nullptr; next = cursor.next()) out.push_back(**next);
  }
  return out;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Lines as shards have them, in no order, some of them twice.
std::vector<std::string> some_lines(std::size_t rows) {
  std::mt19937_64 random(7);
  std::vector<std::string> lines;
  const std::vector<std::string> datasets = {"ab", "ab-c", "ab0", "zz", "a", "ab_"};
  while (lines.size() < rows) {
    const std::uint64_t id = random() % (rows / 2) + 9'000'000'000'000;
    std::string row = "flickr\tphoto\t" + std::to_string(id) + "\t" + std::to_string(10000 + random() % 50) + "@N0" +
                      std::to_string(random() % 3) + "\ttag" + std::to_string(random() % 20) + "\t" +
                      (random() % 9 == 0 ? "no_mask" : "");
    std::string text;
    append_shard_lines(parse_list_row(row).value(), datasets[random() % datasets.size()], true, text);
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
      lines.push_back(text.substr(0, end + 1));
      text.erase(0, end + 1);
    }
  }
  return lines;
}

const std::vector<ShardedList> kLists = {{"zz", "2026-01-01"},   {"ab", "2026-01-02"},  {"a", "2026-01-03"},
                                         {"ab-c", "2026-01-04"}, {"ab0", "2026-01-05"}, {"ab_", "2026-01-06"}};

}  // namespace

TEST_CASE("record stage: any order, any memory, in order and none twice") {
  const TempFolder folder;
  for (const std::size_t count : {0UZ, 1UZ, 1000UZ, 30'000UZ}) {
    const auto records = some_records(count, count);
    std::vector<StagedRecord> expected = records;
    std::ranges::sort(expected, [](const StagedRecord& a, const StagedRecord& b) { return a < b; });
    const auto repeated = std::ranges::unique(expected);
    expected.erase(repeated.begin(), repeated.end());
    for (const std::size_t memory : {std::size_t{1}, std::size_t{500'000}, RecordStage::kDefaultMemoryBytes}) {
      CAPTURE(count);
      CAPTURE(memory);
      RecordStage stage(folder.path() / "runs", memory);
      for (const StagedRecord& record : records) REQUIRE(stage.add(record));
      REQUIRE(stage.finish());
      CHECK(read_all(stage) == expected);
      CHECK(read_all(stage) == expected);  // as often as one likes
      CHECK(fs::exists(folder.path() / "runs") == (count > std::max<std::size_t>(1024, memory / 72)));
      fs::remove(folder.path() / "runs");
    }
  }
}

TEST_CASE("record stage: a disk that is full is told") {
  const TempFolder folder;
  struct rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const struct rlimit small{100'000, before.rlim_max};
  ::signal(SIGXFSZ, SIG_IGN);
  for (const std::size_t count : {3000UZ, 30'000UZ}) {
    RecordStage stage(folder.path() / "runs", 1);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    Status added;
    for (const StagedRecord& record : some_records(count, 1)) {
      if (added) added = stage.add(record);
    }
    if (added) added = stage.finish();
    ::setrlimit(RLIMIT_FSIZE, &before);
    CHECK(added.has_value() == (count == 3000));
    CHECK((added || added.error().code == ErrorCode::no_space));
  }
}

TEST_CASE("record stage: a run that is sorted already is taken as it is, and refused when it is not") {
  const TempFolder folder;
  RecordStage stage(folder.path() / "runs", 1);
  const std::vector<StagedRecord> run = {{.key = 1, .photo = 0, .list = 0, .space = KeySpace::flickr_photo},
                                         {.key = 1, .photo = 0, .list = 1, .space = KeySpace::flickr_photo},
                                         {.key = 0, .photo = 5, .list = 0, .space = KeySpace::tag}};
  CHECK(stage.add_sorted(run));
  CHECK(stage.add_sorted(run).error().code == ErrorCode::bad_format);
  REQUIRE(stage.end_run());
  CHECK(stage.add_sorted(run));
  REQUIRE(stage.end_run());
  REQUIRE(stage.finish());
  CHECK(read_all(stage) == run);
}

TEST_CASE("listed keys: photos are counted once, labels that contradict each other are none") {
  const TempFolder folder;
  RecordStage stage(folder.path() / "runs");
  const auto put = [&](KeySpace space, std::uint32_t list, std::uint64_t photo, PhotoLabel label) {
    REQUIRE(stage.add({.key = 7, .photo = photo, .list = list, .space = space, .label = label}));
  };
  for (const std::uint64_t photo : {0U, 3U, 3U, 4U}) put(KeySpace::tag, 2, photo, PhotoLabel::none);
  put(KeySpace::tag, 5, 0, PhotoLabel::none);
  put(KeySpace::flickr_photo, 1, 0, PhotoLabel::no_mask);
  put(KeySpace::flickr_photo, 1, 0, PhotoLabel::none);
  for (const auto label : {PhotoLabel::mask, PhotoLabel::no_mask, PhotoLabel::medical_mask}) {
    put(KeySpace::flickr_photo, 2, 0, label);
  }
  REQUIRE(stage.finish());
  ListedKeys tags(stage.read(KeySpace::tag).value());
  const ListedKey tag = *tags.next().value();
  REQUIRE(tag.in.size() == 2);
  CHECK(tag.in[0].count == 2);
  CHECK(tag.in[1].count == 0);
  CHECK(tags.next().value() == nullptr);
  ListedKeys photos(stage.read(KeySpace::flickr_photo).value());
  const ListedKey photo = *photos.next().value();
  REQUIRE(photo.in.size() == 2);
  CHECK(photo.in[0].label == PhotoLabel::no_mask);
  CHECK(photo.in[1].label == PhotoLabel::none);
}

TEST_CASE("shards: sorted by another program, in any split, they give the same segment") {
  const TempFolder folder;
  const auto lines = some_lines(6000);
  std::set<std::string> segments;
  std::mt19937_64 random(3);
  for (const std::size_t count : {1UZ, 2UZ, 7UZ}) {
    for (const bool by_range : {false, true}) {
      std::vector<fs::path> shards;
      std::vector<std::ofstream> unsorted;
      for (std::size_t i = 0; i < count; ++i) {
        shards.push_back(folder.path() / ("shard" + std::to_string(i)));
        unsorted.emplace_back(folder.path() / ("lines" + std::to_string(i)));
      }
      for (const std::string& line : lines) {
        // Keys of photos begin alike: the last digits are as good a range as any.
        const std::size_t at =
            by_range ? std::stoul(line.substr(14, 4), nullptr, 16) * count / 65536 : random() % count;
        unsorted[at] << line;
      }
      for (std::size_t i = 0; i < count; ++i) {
        unsorted[i].close();
        const std::string sort = "LC_ALL=C sort -u '" + (folder.path() / ("lines" + std::to_string(i))).string() +
                                 "' > '" + shards[i].string() + "'";
        REQUIRE(std::system(sort.c_str()) == 0);
      }
      auto sink = SegmentFile::create(folder.path() / "segment").value();
      const Status merged = merge_shards(shards, kLists, sink, folder.path() / "runs", 100'000);
      REQUIRE(merged.has_value());
      CHECK_FALSE(fs::exists(folder.path() / "runs"));
      segments.insert(bytes_of(folder.path() / "segment"));
    }
  }
  CHECK(segments.size() == 1);
  const auto pack = PackFile::open(folder.path() / "segment").value();
  CHECK(pack.segment->verify().has_value());
  CHECK(pack.segment->lists()[0].dataset == "a");
  CHECK(pack.segment->lists()[0].date == "2026-01-03");
  CHECK(pack.segment->keys(KeySpace::tag) == 20);

  // A photo counts once for a list, with a label or without.
  const std::set<std::string> distinct(lines.begin(), lines.end());
  std::uint64_t records = 0;
  for (const ListInfo& list : pack.segment->lists()) records += list.records[0];
  CHECK(records == static_cast<std::uint64_t>(std::ranges::count_if(
                       distinct, [](const std::string& line) { return line[0] == '0' && line.ends_with("\t0\n"); })) +
                       static_cast<std::uint64_t>(std::ranges::count_if(distinct, [&](const std::string& line) {
                         return line[0] == '0' && !line.ends_with("\t0\n") &&
                                !distinct.contains(line.substr(0, line.size() - 2) + "0\n");
                       })));
}

TEST_CASE("shards: a line there and back") {
  const ShardRow row{KeySpace::tag, 0x123456789abcdefU, "some-list_1", ~std::uint64_t{0}, PhotoLabel::none};
  const std::string line = format_shard_line(row);
  CHECK(line == "5\t0123456789abcdef\tsome-list_1\tffffffffffffffff\t0");
  const auto back = parse_shard_line(line);
  REQUIRE(back.has_value());
  CHECK(format_shard_line(*back) == line);
  std::string lines;
  append_shard_lines(parse_list_row("flickr\tphoto\t9000000000001\t12345@N01").value(), "faces", true, lines);
  CHECK(lines ==
        "0\t0000082f79cd9001\tfaces\t0000000000000000\t0\n"
        "1\t000000000012d645\tfaces\t0400082f79cd9001\t0\n");
  lines.clear();
  append_shard_lines({.key = {}, .imprint = Imprint{{1, 2, 3, ~std::uint64_t{0}}}, .of_photo = {}}, "faces", true,
                     lines);
  CHECK(lines == "6\t000000000000000100000000000000020000000000000003ffffffffffffffff\tfaces\n");
  CHECK(format_shard_line(parse_shard_line(lines.substr(0, lines.size() - 1)).value()) + "\n" == lines);
}

TEST_CASE("shards: pictures stand behind all keys, and are found in the segment") {
  const TempFolder folder;
  const std::string key = "0\t0000000000000001\ta\t0000000000000000\t0\n";
  const auto picture = [](char digit, const std::string& dataset) {
    return "6\t" + std::string(64, digit) + "\t" + dataset + "\n";
  };
  const auto merged = [&](const std::vector<std::string>& texts) {
    std::vector<fs::path> shards;
    for (const std::string& text : texts) {
      shards.push_back(folder.path() / ("shard" + std::to_string(shards.size())));
      std::ofstream(shards.back(), std::ios::binary) << text;
    }
    auto sink = SegmentFile::create(folder.path() / "segment").value();
    return merge_shards(shards, {{"a", "2026-01-01"}, {"b", "2026-01-02"}}, sink, folder.path() / "runs");
  };
  REQUIRE(merged({key + picture('3', "a") + picture('3', "b") + picture('9', "a"), picture('9', "a")}).has_value());
  const std::string bytes = bytes_of(folder.path() / "segment");
  const auto pack = PackFile::open(folder.path() / "segment").value();
  CHECK(pack.segment->verify().has_value());
  CHECK(pack.segment->lists()[0].imprints == 2);
  CHECK(pack.segment->lists()[1].imprints == 1);
  REQUIRE(merged({picture('9', "a"), picture('3', "b"), key + picture('3', "a")}).has_value());
  CHECK(bytes_of(folder.path() / "segment") == bytes);

  for (const std::string& bad :
       {picture('3', "a") + key, picture('3', "a") + picture('3', "a"), picture('9', "a") + picture('3', "a"),
        picture('A', "a"), picture('g', "a"), picture('3', "c"), picture('3', ""), picture('3', "a\tb"),
        std::string("6\t33\ta\n"), std::string("6\t\n")}) {
    CAPTURE(bad);
    const Status refused = merged({bad});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::bad_format);
  }
}

TEST_CASE("shards: what is not of the form or not in order is refused with its line") {
  const TempFolder folder;
  const std::string good = "0\t0000000000000001\ta\t0000000000000000\t0\n";
  const std::string later = "0\t0000000000000002\ta\t0000000000000000\t0\n";
  const auto merged = [&](const std::string& text) {
    const fs::path shard = folder.path() / "shard";
    std::ofstream(shard, std::ios::binary) << text;
    auto sink = SegmentFile::create(folder.path() / "segment").value();
    return merge_shards(std::span(&shard, 1), {{"a", "2026-01-01"}}, sink, folder.path() / "runs");
  };
  CHECK(merged("").has_value());
  CHECK(merged(good + later).has_value());
  for (const std::string& bad :
       {std::string("\n"), std::string("x\n"), good + good, later + good, later.substr(0, later.size() - 1),
        std::string("6\t0000000000000003\ta\t0000000000000000\t0\n"),
        std::string("0\t000000000000000G\ta\t0000000000000000\t0\n"),
        std::string("0\t0000000000000003\tb\t0000000000000000\t0\n"),
        std::string("0\t0000000000000003\ta\t0000000000000001\t0\n"),
        std::string("0\t0000000000000003\ta\t0000000000000000\t5\n"),
        std::string("0\t0000000000000003\ta\t0000000000000000\t0\r\n"),
        std::string("5\tf000000000000003\ta\t0000000000000000\t0\n"), std::string(300, 'x'),
        std::string(3'000'000, 'x')}) {
    CAPTURE(bad.substr(0, 80));
    const Status refused = merged(good + bad);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::bad_format);
    CHECK(refused.error().detail.starts_with("shard 1: line "));
  }
  auto sink = SegmentFile::create(folder.path() / "segment").value();
  CHECK(merge_shards({}, {{"a", "2026-01-01"}, {"a", "2026-01-01"}}, sink, folder.path() / "runs").error().code ==
        ErrorCode::bad_request);
}

}  // namespace bycatch
