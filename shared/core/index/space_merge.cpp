#include "space_merge.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace bycatch {
namespace {

constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();

}  // namespace

SpaceMerge::SpaceMerge(RangeReader& delta, const SegmentSpace* base, std::span<const std::uint32_t> there,
                       const ValueTable& values, bool has_counts, Taker take)
    : delta_(delta),
      ops_(delta),
      base_(base),
      there_(there),
      values_(values),
      has_counts_(has_counts),
      take_(std::move(take)),
      last_change_(there.size(), kNoValue) {}

Status SpaceMerge::run() {
  const auto unusable = [] { return fail(ErrorCode::delta_unusable, "operations"); };
  if (!next_op()) return unusable();
  if (base_ != nullptr) {
    SegmentSpace::Cursor cursor(*base_);
    SpaceBlock block;
    for (;;) {
      const Result<bool> is_there = cursor.next(block);
      if (!is_there) return fail(ErrorCode::delta_unusable, "base: " + is_there.error().detail);
      if (!*is_there) break;
      if (!merge(block)) return unusable();
      if (batch_.keys.size() >= KeyBatch::kKeys && !hand_over()) return fail(ErrorCode::cancelled, "merge");
    }
  }
  while (op_ != DeltaOp::end) {
    if (kept_ != 0 || op_ != DeltaOp::added || !add(nullptr, kNoValue) || !next_op()) return unusable();
    if (batch_.keys.size() >= KeyBatch::kKeys && !hand_over()) return fail(ErrorCode::cancelled, "merge");
  }
  return hand_over() ? Status{} : fail(ErrorCode::cancelled, "merge");
}

bool SpaceMerge::hand_over() {
  KeyBatch batch = std::exchange(batch_, {});
  batch_.keys.reserve(KeyBatch::kKeys + kMaxBlockKeys);
  batch_.values.reserve(KeyBatch::kKeys + kMaxBlockKeys);
  return take_(std::move(batch));
}

bool SpaceMerge::next_op() {
  ops_.code_next(kept_, op_);
  if (op_ == DeltaOp::end) kept_ = kAll;
  return !delta_.is_spent();
}

std::span<const std::uint64_t> SpaceMerge::take_counts(std::uint32_t value) {
  if (!has_counts_) return {};
  std::uint16_t label = 0;
  std::span<const std::uint16_t> lists;
  if (!base_->value_at(value, label, lists)) return {};
  const auto own = counts_.first(std::min(lists.size(), counts_.size()));
  counts_ = counts_.subspan(own.size());
  return own;
}

bool SpaceMerge::merge(const SpaceBlock& block) {
  counts_ = block.counts;
  for (std::uint32_t at = 0; at < block.count;) {
    if (kept_ > 0) {
      const auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(kept_, block.count - at));
      if (!keep(block, at, count)) return false;
      if (kept_ != kAll) kept_ -= count;
      at += count;
      continue;
    }
    const std::uint64_t key = block.keys[at];
    if (op_ == DeltaOp::added) {
      if (!add(&key, there_[block.values[at]])) return false;
    } else {
      const auto counts = take_counts(block.values[at]);
      if (op_ == DeltaOp::changed && !change(key, block.values[at], counts)) return false;
      position_.pass(key);
      ++at;
    }
    if (!next_op()) return false;
  }
  return true;
}

bool SpaceMerge::keep(const SpaceBlock& block, std::uint32_t first, std::uint32_t count) {
  const auto keys = std::span(block.keys).subspan(first, count);
  batch_.keys.insert(batch_.keys.end(), keys.begin(), keys.end());
  const std::size_t before = batch_.values.size();
  batch_.values.resize(before + count);
  bool is_gone = false;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t value = there_[block.values[first + i]];
    is_gone |= value == kNoValue;
    batch_.values[before + i] = value;
  }
  if (is_gone) return false;
  for (std::uint32_t i = 0; has_counts_ && i < count; ++i) {
    const auto own = take_counts(block.values[first + i]);
    if (own.size() != values_.lists(batch_.values[before + i]).size()) return false;
    batch_.counts.insert(batch_.counts.end(), own.begin(), own.end());
    batch_.counts_ends.push_back(batch_.counts.size());
  }
  left_ = batch_.values.back();
  position_.pass(keys.back());
  return true;
}

bool SpaceMerge::add(const std::uint64_t* next, std::uint32_t next_value) {
  const auto room = position_.room(next);
  if (!room) return false;
  std::uint64_t gap = 0;
  ops_.code_gap(*room, gap);
  if (gap > *room) return false;
  const std::uint64_t key = position_.least() + gap;
  position_.pass(key);
  return emit(DeltaOp::added, key, {left_, next_value}, {});
}

bool SpaceMerge::change(std::uint64_t key, std::uint32_t old, std::span<const std::uint64_t> counts) {
  const ValueHints hints =
      has_counts_ ? ValueHints{there_[old], last_change_[old]} : ValueHints{last_change_[old], left_};
  if (!emit(DeltaOp::changed, key, hints, counts)) return false;
  last_change_[old] = left_;
  return true;
}

bool SpaceMerge::emit(DeltaOp op, std::uint64_t key, const ValueHints& hints,
                      std::span<const std::uint64_t> old_counts) {
  std::uint32_t value = 0;
  ops_.code_value(op, hints, value);
  if (value >= values_.size()) return false;
  batch_.keys.push_back(key);
  batch_.values.push_back(value);
  left_ = value;
  if (!has_counts_) return true;
  const std::size_t before = batch_.counts.size();
  batch_.counts.resize(before + values_.lists(value).size());
  const auto counts = std::span(batch_.counts).subspan(before);
  ops_.code_counts(old_counts, counts);
  batch_.counts_ends.push_back(batch_.counts.size());
  return std::ranges::all_of(counts, [](std::uint64_t count) { return count <= kMaxRecordCount; });
}

}  // namespace bycatch
