#include "directory_writer.h"

#include <algorithm>
#include <bit>

namespace bycatch {
namespace {

unsigned width(std::uint64_t value) {
  return static_cast<unsigned>(std::bit_width(value));
}

// From the middle of a block's bits to where its upper half begins.
std::int64_t shift_of(const BlockPlace& block) {
  return static_cast<std::int64_t>(block.middle_bit - block.start_bit) -
         static_cast<std::int64_t>((block.end_bit - block.start_bit) / 2);
}

}  // namespace

// What a record of all pending blocks would look like. The slope is the steepest that no block ends below.
DirectoryWriter::Plan DirectoryWriter::plan() const {
  const BlockPlace& first = pending_.front();
  Plan plan{.shape = {.blocks = static_cast<unsigned>(pending_.size())},
            .slope = (std::uint64_t{1} << GroupShape::kSlopeBits) - 1};
  plan.shape.key_bits = width(pending_.back().first_key - first.first_key);
  for (std::uint64_t at = 0; at < pending_.size(); ++at) {
    plan.slope = std::min(plan.slope, (pending_[at].end_bit - first.start_bit) / (at + 1));
    const std::int64_t shift = shift_of(pending_[at]);
    if (shift != 0) {
      // Shifts from -2^(bits - 1) up to below 2^(bits - 1).
      plan.shape.middle_bits =
          std::max(plan.shape.middle_bits, width(static_cast<std::uint64_t>(shift < 0 ? -shift - 1 : shift)) + 1);
    }
  }
  for (std::uint64_t at = 0; at < pending_.size(); ++at) {
    const std::uint64_t rest = pending_[at].end_bit - first.start_bit - (at + 1) * plan.slope;
    plan.shape.end_bits = std::max(plan.shape.end_bits, width(rest));
  }
  return plan;
}

void DirectoryWriter::add(const BlockPlace& block) {
  pending_.push_back(block);
  ++blocks_;
  if (plan().shape.fits()) return;
  pending_.pop_back();
  write(plan());
  pending_ = {block};
}

void DirectoryWriter::finish() {
  if (!pending_.empty()) write(plan());
  pending_.clear();
}

void DirectoryWriter::write(const Plan& plan) {
  const std::size_t before = records_.size();
  const BlockPlace& first = pending_.front();
  BitWriter bits(records_);
  bits.put(first.start_bit, GroupShape::kStartBits);
  bits.put(plan.shape.blocks, 6);
  bits.put(plan.shape.key_bits, 6);
  bits.put(plan.shape.end_bits, 5);
  bits.put(plan.shape.middle_bits, 5);
  bits.put(0, 2);
  bits.put(plan.slope, GroupShape::kSlopeBits);
  for (std::size_t at = 1; at < pending_.size(); ++at) {
    bits.put(pending_[at].first_key - first.first_key, plan.shape.key_bits);
  }
  for (std::size_t at = 0; at < pending_.size(); ++at) {
    bits.put(pending_[at].end_bit - first.start_bit - (at + 1) * plan.slope, plan.shape.end_bits);
  }
  const std::uint64_t half = std::uint64_t{1} << plan.shape.middle_bits >> 1U;
  for (const BlockPlace& block : pending_) {
    bits.put(static_cast<std::uint64_t>(shift_of(block)) + half, plan.shape.middle_bits);
  }
  bits.flush();
  records_.resize(before + kRecordBytes);
  group_keys_.push_back(first.first_key);
}

std::vector<std::uint32_t> DirectoryWriter::radix(std::uint64_t first_key, std::uint64_t last_key,
                                                  unsigned shift) const {
  std::vector<std::uint32_t> radix;
  std::uint32_t group = 0;
  for (std::uint64_t bucket = 0; bucket <= ((last_key - first_key) >> shift) + 1; ++bucket) {
    const auto begins_by = [&](std::uint64_t key) {
      const std::uint64_t delta = key - first_key;
      return delta >> shift < bucket || (delta >> shift == bucket && low_bits(delta, shift) == 0);
    };
    while (group + 1 < group_keys_.size() && begins_by(group_keys_[group + 1])) ++group;
    radix.push_back(group);
  }
  return radix;
}

}  // namespace bycatch
