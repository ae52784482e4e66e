// Runs of a sync over deltas, right and wrong.
#include <doctest/doctest.h>

#include <cstring>

#include "delta.h"
#include "sync_bench.h"

namespace bycatch {
namespace {

std::string delta_between(const TestSegment& from, const TestSegment& to) {
  // As a file is mapped: at a page's start.
  const auto aligned = [](const std::string& bytes) {
    std::vector<std::byte> buffer(bytes.size() + 64);
    auto* at =
        reinterpret_cast<std::byte*>((reinterpret_cast<std::uintptr_t>(buffer.data()) + 63) & ~std::uintptr_t{63});
    std::memcpy(at, bytes.data(), bytes.size());
    return std::pair(std::move(buffer), std::span<const std::byte>(at, bytes.size()));
  };
  const auto base = aligned(from.bytes);
  const auto result = aligned(to.bytes);
  const auto delta = make_delta(base.second, result.second).value();
  return {reinterpret_cast<const char*>(delta.data()), delta.size()};
}

struct DeltaBench : SyncBench {
  std::string delta = delta_between(segment_of(1), segment_of(2));

  static std::string name() { return "packs/faces/1-2.delta"; }
  void put_delta(const std::string& bytes) {
    feed.put(name(), bytes,
             {{"kind", "delta"},
              {"format", 1},
              {"pack", "faces"},
              {"from", segment_of(1).said["root"]},
              {"to", segment_of(2).said["root"]},
              {"bytes", segment_of(2).bytes.size()},
              {"sha256", sha256_hex(segment_of(2).bytes)}});
  }
  // The first version is held, the second one is there as a base and by this delta.
  void begin(const std::string& bytes) {
    REQUIRE(run().has_value());
    advance();
    put_delta(bytes);
    publish();
  }
  [[nodiscard]] bool has_asked_for(const std::string& part) const {
    const auto asked = server.asked();
    return std::ranges::any_of(asked, [&](const Asked& one) { return one.path.find(part) != std::string::npos; });
  }
  // The base was taken in the same run, and why was said.
  void check_fall_back(ErrorCode why) {
    const auto ran = run();
    REQUIRE_MESSAGE(ran.has_value(), ran.error().detail);
    REQUIRE(ran->notes.size() == 1);
    CHECK(ran->notes[0].code == why);
    REQUIRE(ran->packs.size() == 1);
    CHECK(ran->packs[0].way == PackWay::base);
    CHECK(photos() == 3100);
    CHECK(parts() == 0);
  }
};

}  // namespace

TEST_CASE("sync deltas: a delta is loaded instead of the base, and makes the same file") {
  DeltaBench bench;
  bench.begin(bench.delta);
  CHECK(bench.delta.size() < segment_of(2).bytes.size() / 2);
  const auto ran = bench.run();
  REQUIRE_MESSAGE(ran.has_value(), ran.error().detail);
  CHECK(ran->notes.empty());
  REQUIRE(ran->packs.size() == 1);
  CHECK(ran->packs[0].way == PackWay::delta);
  CHECK(ran->packs[0].bytes == bench.delta.size());
  CHECK_FALSE(bench.has_asked_for("base.segment"));
  CHECK(bytes_of(bench.home.path() / "generations" / bench.live() / "faces.segment") == segment_of(2).bytes);
  CHECK(bench.parts() == 0);
}

TEST_CASE("sync deltas: an old base and a chain, from nothing and from the middle") {
  DeltaBench bench;
  bench.put_delta(bench.delta);
  bench.feed.put("packs/faces/base.segment", segment_of(1).bytes,
                 TestFeed::base_custom("faces", segment_of(1), segment_of(2)));
  bench.publish();
  const auto ran = bench.run();
  REQUIRE_MESSAGE(ran.has_value(), ran.error().detail);
  CHECK(ran->packs[0].way == PackWay::base);
  CHECK(bench.photos() == 3100);
}

TEST_CASE("sync deltas: S1 a delta that is missing: the base in the same run") {
  DeltaBench bench;
  bench.begin(bench.delta);
  bench.bend(".delta", [](ServerAnswer& answer) { answer = {.status = 404, .body = {}}; });
  bench.check_fall_back(ErrorCode::delta_unusable);
}

TEST_CASE("sync deltas: S5 any bit flipped on the way: the base in the same run") {
  for (const std::size_t part : {0U, 10U, 50U, 99U}) {
    CAPTURE(part);
    DeltaBench bench;
    bench.begin(bench.delta);
    bench.bend(".delta", [&](ServerAnswer& answer) {
      char& byte = answer.body[answer.body.size() * part / 100];
      byte = static_cast<char>(byte ^ 16);
    });
    bench.check_fall_back(ErrorCode::delta_unusable);
  }
}

TEST_CASE("sync deltas: S4 S6 signed, but of another base, broken, cut or of nonsense: the base in the same run") {
  const std::string good = delta_between(segment_of(1), segment_of(2));
  std::string broken = good;
  broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 1);
  for (const std::string& bytes : {delta_between(segment_of(3), segment_of(2)), broken, good.substr(0, good.size() - 1),
                                   good + "x", std::string("nonsense")}) {
    DeltaBench bench;
    bench.begin(bytes);
    bench.check_fall_back(ErrorCode::delta_unusable);
  }
}

TEST_CASE("sync deltas: S7 a delta to another result than was signed: result_mismatch, the base in the same run") {
  DeltaBench bench;
  bench.begin(delta_between(segment_of(1), segment_of(3)));
  bench.check_fall_back(ErrorCode::result_mismatch);
}

TEST_CASE("sync deltas: S8 an empty delta is no news of nothing: the base") {
  DeltaBench bench;
  bench.begin("");
  const auto ran = bench.run();
  REQUIRE(ran.has_value());
  CHECK(ran->packs[0].way == PackWay::base);
  CHECK(bench.photos() == 3100);
}

TEST_CASE("sync deltas: S3 deltas that cost more than the base are not loaded") {
  DeltaBench bench;
  bench.begin(std::string(segment_of(2).bytes.size() + 1, 'x'));
  REQUIRE(bench.run().has_value());
  CHECK_FALSE(bench.has_asked_for(".delta"));
  CHECK(bench.photos() == 3100);
}

TEST_CASE("sync deltas: a line that fails while a delta comes is no reason for the base") {
  DeltaBench bench;
  bench.begin(bench.delta);
  bench.bend(".delta", [](ServerAnswer& answer) { answer.is_silent = true; });
  CHECK(bench.code() == ErrorCode::timeout);
  CHECK_FALSE(bench.has_asked_for("base.segment"));
  bench.publish();
  bench.heal();
}

TEST_CASE("sync deltas: a held pack that is damaged is no base for a delta") {
  DeltaBench bench;
  bench.begin(bench.delta);
  std::fstream(bench.home.path() / "generations" / bench.live() / "faces.segment",
               std::ios::in | std::ios::out | std::ios::binary)
      .seekp(9000)
      .put('!')
      .put('?');
  const auto ran = bench.run();
  REQUIRE_MESSAGE(ran.has_value(), ran.error().detail);
  CHECK(ran->packs[0].way == PackWay::base);
  CHECK(bench.photos() == 3100);
}

TEST_CASE("sync deltas: P6 a delta in which two runs ended is not tried again: the base") {
  for (const std::size_t ended : {1UZ, 2UZ}) {
    DeltaBench bench;
    bench.begin(bench.delta);
    std::ofstream(bench.home.path() / "feed/parts" / (sha256_hex(bench.delta) + ".begun")) << std::string(ended, '.');
    if (ended == 2) {
      bench.check_fall_back(ErrorCode::delta_unusable);
      CHECK_FALSE(bench.has_asked_for(".delta"));
    } else {
      bench.heal();
      CHECK_FALSE(bench.has_asked_for("base.segment"));
    }
  }
}

TEST_CASE("sync deltas: K14 a new targets key between a base and its delta") {
  DeltaBench bench;
  REQUIRE(bench.run().has_value());
  bench.feed.keep();
  bench.feed.maker.signers[FeedRole::targets] = {TestKey()};
  bench.feed.maker.fill_roles();
  bench.feed.maker.root["version"] = 2;
  bench.advance();
  bench.put_delta(bench.delta);
  bench.publish();
  bench.heal();
  CHECK_FALSE(bench.has_asked_for("base.segment"));
}

}  // namespace bycatch
