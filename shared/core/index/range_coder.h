// Codes answers to yes-or-no questions in as many bits as they tell. Writer and reader have the same functions, so that
// one function lays a format down for both: what it is given is written, or filled in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "adaptive_bit.h"
#include "gap_code.h"

namespace bycatch {

class RangeWriter {
 public:
  static constexpr bool kReads = false;

  void bit(AdaptiveBit& model, bool& value);
  // `count` <= 64 bits, each as likely as not.
  void plain(std::uint64_t& value, unsigned count);
  // Nothing may be coded after it. Up to four zeros at the end are left out.
  [[nodiscard]] std::vector<std::byte> finish();

 private:
  void carry_out();

  std::vector<std::byte> out_;
  std::uint64_t low_ = 0;
  std::uint32_t range_ = 0xffffffffU;
};

// Trust: the bytes may be hostile; behind their end zeros are read, and is_spent() says how far that went.
class RangeReader {
 public:
  static constexpr bool kReads = true;

  explicit RangeReader(std::span<const std::byte> bytes) noexcept;

  void bit(AdaptiveBit& model, bool& value) noexcept;
  void plain(std::uint64_t& value, unsigned count) noexcept;
  // Whether more was read than a writer leaves out: what was read last means nothing.
  [[nodiscard]] bool is_spent() const noexcept { return beyond_ > 4; }
  // Whether all bytes were needed.
  [[nodiscard]] bool is_at_end() const noexcept { return at_ == bytes_.size(); }

 private:
  void refill() noexcept;

  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  unsigned beyond_ = 0;
  std::uint32_t range_ = 0xffffffffU;
  std::uint32_t code_ = 0;
};

template <class Coder, unsigned kBits>
void code_tree(Coder& coder, BitTree<kBits>& tree, std::uint64_t& value) {
  std::uint64_t node = 1;
  for (unsigned i = 0; i < kBits; ++i) {
    bool is_set = (value >> (kBits - 1 - i) & 1U) != 0;
    coder.bit(tree.nodes[node], is_set);
    node = node << 1U | static_cast<unsigned>(is_set);
  }
  value = node - (std::uint64_t{1} << kBits);
}

// A reader that meets an octave that is none is given 0.
template <class Coder>
void code_number(Coder& coder, NumberModel& model, std::uint64_t& value) {
  std::uint64_t bucket = gap_bucket(value);
  code_tree(coder, model.bucket, bucket);
  if (bucket < kExactGaps || bucket >= kGapBuckets) {
    value = bucket < kExactGaps ? bucket : 0;
    return;
  }
  const auto extra = static_cast<unsigned>(bucket) - kExactGaps + 3;
  std::uint64_t top = value >> (extra - 2) & 3U;
  code_tree(coder, model.top[extra], top);
  std::uint64_t rest = value & ((std::uint64_t{1} << (extra - 2)) - 1);
  coder.plain(rest, extra - 2);
  value = (4 | top) << (extra - 2) | rest;
}

}  // namespace bycatch
