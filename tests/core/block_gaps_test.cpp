#include "block_gaps.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <random>

#include "block_encoder.h"
#include "huffman.h"

namespace bycatch {
namespace {

struct Census {
  GapFrequencies& gaps;
  void gap(unsigned context, unsigned symbol, std::uint64_t /*gap_less_one*/) const { ++gaps[context][symbol]; }
  void tell(std::uint32_t /*value*/) const {}
  void counts(std::size_t /*key*/) const {}
  void end_half() const {}
};

// Ascending keys at distances of any size, and the number behind them.
KeyRun some_run(std::mt19937_64& random, std::size_t keys, std::uint64_t& next_key) {
  KeyRun run;
  std::uint64_t key = random() >> (random() % 60 + 4);
  for (std::size_t i = 0; i < keys; ++i) {
    run.push_back(key, static_cast<std::uint32_t>(random() % 3));
    key += 1 + (random() >> (random() % 50 == 0 ? 10 : random() % 50 + 14)) / 256;
  }
  next_key = key;
  return run;
}

BlockEncoder encoder_of(const std::vector<std::pair<KeyRun, std::uint64_t>>& runs) {
  const auto frequencies = std::make_unique<GapFrequencies>();
  Census census{*frequencies};
  for (const auto& [run, next_key] : runs) code_block(run, next_key, census);
  std::vector<std::uint8_t> lengths;
  for (const auto& symbols : *frequencies) {
    const auto own = huffman_lengths(symbols, kGapCodeLimit);
    lengths.insert(lengths.end(), own.begin(), own.end());
  }
  return {lengths, {2, 2, 2, 2}};
}

bool same(const BlockGaps::Found& a, const BlockGaps::Found& b) {
  const HalfGaps& x = a.is_upper ? a.upper : a.lower;
  const HalfGaps& y = b.is_upper ? b.upper : b.lower;
  return a.is_there == b.is_there && a.is_upper == b.is_upper && x.count == y.count && x.bit == y.bit &&
         std::equal(x.repeats.begin(), x.repeats.begin() + x.count, y.repeats.begin());
}

}  // namespace

TEST_CASE("block gaps: every key is found from both ends, and no number between, by either way of searching") {
  std::mt19937_64 random(5);
  std::vector<std::pair<KeyRun, std::uint64_t>> runs;
  for (std::size_t keys = 1; keys <= kMaxBlockKeys; ++keys) {
    std::uint64_t next_key = 0;
    KeyRun run = some_run(random, keys, next_key);
    runs.emplace_back(std::move(run), next_key);
  }
  BlockEncoder encoder = encoder_of(runs);
  BlockGaps gaps;
  REQUIRE(gaps.make_tables(encoder.gap_lengths()));
  for (const auto& [run, next_key] : runs) {
    CAPTURE(run.keys.size());
    std::vector<std::byte> stream;
    BitWriter bits(stream);
    const BlockPlace place = encoder.put(run, next_key, bits);
    bits.flush();
    stream.resize(stream.size() + stream_padding(kMaxBlockKeys));
    for (std::size_t i = 0; i < run.keys.size(); ++i) {
      for (const std::uint64_t key : {run.keys[i], run.keys[i] + 1}) {
        if (key == next_key) continue;
        BlockGaps::Found found;
        BlockGaps::Found portable;
        REQUIRE(gaps.search(stream.data(), place, key, found));
        REQUIRE(gaps.search_portable(stream.data(), place, key, portable));
        REQUIRE(same(found, portable));
        REQUIRE(found.is_there == std::ranges::binary_search(run.keys, key));
        REQUIRE((!found.is_there || key != run.keys[i] || found.is_upper == (i > run.keys.size() / 2)));
      }
    }
  }
}

TEST_CASE("block gaps: whatever the bits say, a search stays within the stream and its padding") {
  std::mt19937_64 random(6);
  std::vector<std::pair<KeyRun, std::uint64_t>> runs(1);
  runs[0].first = some_run(random, kMaxBlockKeys, runs[0].second);
  BlockEncoder encoder = encoder_of(runs);
  BlockGaps gaps;
  REQUIRE(gaps.make_tables(encoder.gap_lengths()));
  std::size_t refused = 0;
  for (int round = 0; round < 20000; ++round) {
    // All bits of a kind are the longest codes; the buffer ends where a stream's padding does.
    const std::size_t bytes = random() % 40 + 1;
    std::vector<std::byte> stream(bytes + stream_padding(kMaxBlockKeys));
    for (std::size_t i = 0; i < bytes; ++i) stream[i] = static_cast<std::byte>(random() % 4 == 0 ? 0xff : random());
    const std::uint64_t end = bytes * 8;
    const std::uint64_t middle = random() % (end + 1);
    const BlockPlace place{.first_key = random() >> (random() % 64),
                           .next_key = random() >> (random() % 64),
                           .start_bit = random() % (middle + 1),
                           .middle_bit = middle,
                           .end_bit = end,
                           .keys = static_cast<std::uint32_t>(random() % kMaxBlockKeys + 1)};
    BlockGaps::Found found;
    BlockGaps::Found portable;
    const std::uint64_t key = random() >> (random() % 64);
    const bool is_sound = gaps.search(stream.data(), place, key, found);
    REQUIRE(is_sound == gaps.search_portable(stream.data(), place, key, portable));
    if (is_sound) {
      REQUIRE(same(found, portable));
    } else {
      ++refused;
    }
  }
  CHECK(refused > 1000);
}

}  // namespace bycatch
