// Deltas, the first byte saying what is tried:
//   0  the rest is a delta: refused, and nothing is made that would open
//   1  a good delta with some bytes changed: refused
//   2  the same with its checksum made right: refused, or the result is what it should be
//   3  the rest are records: a delta between any two segments leads from one to the other, byte for byte
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

#include "delta.h"
#include "delta_layout.h"
#include "fuzzed_segment.h"

namespace {

using namespace bycatch;
using namespace bycatch::test;

void require(bool holds) {
  if (!holds) std::abort();
}

struct DeltaSample {
  std::vector<std::byte> base;
  std::vector<std::byte> result;
  std::vector<std::byte> delta;
};

const DeltaSample& delta_sample() {
  static const DeltaSample sample = [] {
    const MadeSegment made = made_segment(90);
    DeltaSample out{.base = bytes_of(made), .result = bytes_of(changed(made, 50, 1)), .delta = {}};
    out.delta = make_delta(Mapped(out.base).bytes(), Mapped(out.result).bytes()).value();
    return out;
  }();
  return sample;
}

void check_applied(std::span<const std::byte> delta, bool may_be_right) {
  const Mapped base(delta_sample().base);
  MemorySink sink;
  // No more than what is honest, so that a fuzzer's time goes into what is read.
  const Status done = apply_delta(base.bytes(), delta, sink, delta_sample().result.size() * 2);
  if (done) {
    require(may_be_right && sink.bytes_ == delta_sample().result);
    return;
  }
  for (std::size_t at = 0; at < std::min(sink.bytes_.size(), kPageBytes); ++at)
    require(sink.bytes_[at] == std::byte{0});
}

void change_and_apply(std::span<const std::uint8_t> input, bool sealed) {
  std::vector<std::byte> delta = delta_sample().delta;
  for (; input.size() >= 3; input = input.subspan(3)) {
    const std::size_t at = (input[0] * 256U + input[1]) % delta.size();
    delta[at] ^= static_cast<std::byte>(input[2]);
  }
  if (sealed) {
    DeltaHeader header;
    std::memcpy(&header, delta.data(), sizeof header);
    header.crc = crc32c(std::span(delta).subspan(kDeltaCheckedFrom));
    std::memcpy(delta.data(), &header, sizeof header);
  }
  check_applied(delta, sealed || delta == delta_sample().delta);
}

void make_and_apply(std::span<const std::uint8_t> input) {
  const std::size_t half = input.size() / 2;
  FuzzBytes first(input.first(half));
  FuzzBytes second(input.subspan(half));
  const MadeSegment from = fuzzed_segment(first);
  MadeSegment to = from;
  const std::uint8_t shape = second.byte();
  if (shape % 2 == 1) to.lists.insert(to.lists.begin(), ListInfo{"new", "2026-01-03", {}, 0, 31});
  if (shape % 4 == 3) to.block_keys = shape / 4 + 1U;
  add_fuzzed(to, second);
  const Mapped base(bytes_of(from));
  const std::vector<std::byte> result = bytes_of(to);
  const auto delta = make_delta(base.bytes(), Mapped(result).bytes());
  require(delta.has_value());
  MemorySink sink;
  require(apply_delta(base.bytes(), *delta, sink).has_value());
  require(sink.bytes_ == result);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span input(data + 1, size - 1);
  switch (data[0] % 4) {
    case 0: {
      const std::vector<std::uint8_t> exact(input.begin(), input.end());
      check_applied(std::as_bytes(std::span(exact)), true);
      break;
    }
    case 1:
      change_and_apply(input, false);
      break;
    case 2:
      change_and_apply(input, true);
      break;
    default:
      make_and_apply(input);
  }
  return 0;
}
