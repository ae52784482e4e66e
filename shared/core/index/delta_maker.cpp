#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "crc32c.h"
#include "delta.h"
#include "delta_imprints.h"
#include "delta_layout.h"
#include "delta_lists.h"
#include "delta_space.h"
#include "key_position.h"
#include "segment_reader.h"

namespace bycatch {
namespace {

// The records of a key space, one after the other. Nothing is in it where there is no space.
class SpaceRows {
 public:
  explicit SpaceRows(const SegmentSpace* space) : space_(space) {
    if (space_ != nullptr) cursor_.emplace(*space_);
  }

  // To the first record, and on from each.
  Status next() {
    if (is_begun_) {
      counts_ = counts_.subspan(own_counts_.size());
      ++at_;
    }
    is_begun_ = true;
    if (cursor_ && at_ == block_.count) {
      const Result<bool> is_there = cursor_->next(block_);
      if (!is_there) return std::unexpected(is_there.error());
      if (!*is_there) cursor_.reset();
      counts_ = block_.counts;
      at_ = 0;
    }
    if (is_at_end() || space_->header().has_counts == 0) return {};
    std::uint16_t label = 0;
    std::span<const std::uint16_t> lists;
    if (!space_->value_at(value(), label, lists) || lists.size() > counts_.size()) {
      return fail(ErrorCode::corrupt, "value");
    }
    own_counts_ = counts_.first(lists.size());
    return {};
  }

  [[nodiscard]] bool is_at_end() const noexcept { return !cursor_; }
  [[nodiscard]] const std::uint64_t& key() const noexcept { return block_.keys[at_]; }
  [[nodiscard]] std::uint32_t value() const noexcept { return block_.values[at_]; }
  [[nodiscard]] std::span<const std::uint64_t> counts() const noexcept { return own_counts_; }

 private:
  const SegmentSpace* space_;
  std::optional<SegmentSpace::Cursor> cursor_;
  SpaceBlock block_;
  std::uint32_t at_ = 0;
  bool is_begun_ = false;
  std::span<const std::uint64_t> counts_;  // from this record on
  std::span<const std::uint64_t> own_counts_;
};

// Writes what happens to the records of one key space.
class SpaceOps {
 public:
  SpaceOps(RangeWriter& delta, const SegmentSpace* base, std::span<const std::uint32_t> there,
           const SegmentSpace& result)
      : ops_(delta),
        there_(there),
        old_(base),
        now_(&result),
        has_counts_(result.header().has_counts != 0),
        last_change_(there.size(), kNoValue) {}

  Status write() {
    Status done = old_.next();
    if (done) done = now_.next();
    while (done && !(old_.is_at_end() && now_.is_at_end())) {
      const bool is_old = !old_.is_at_end() && (now_.is_at_end() || old_.key() <= now_.key());
      const bool is_now = !now_.is_at_end() && (old_.is_at_end() || now_.key() <= old_.key());
      if (!is_now) {
        tell(DeltaOp::removed);
      } else if (is_old) {
        keep_or_change();
      } else if (!add()) {
        return fail(ErrorCode::corrupt, "keys not ascending");
      }
      position_.pass(is_old ? old_.key() : now_.key());
      if (is_now) left_ = now_.value();
      if (is_old) done = old_.next();
      if (done && is_now) done = now_.next();
    }
    tell(DeltaOp::end);
    return done;
  }

 private:
  void tell(DeltaOp op) {
    ops_.code_next(kept_, op);
    kept_ = 0;
  }

  void keep_or_change() {
    const std::uint32_t value = old_.value();
    if (there_[value] == now_.value() && std::ranges::equal(old_.counts(), now_.counts())) {
      ++kept_;
      return;
    }
    tell(DeltaOp::changed);
    tell_value(DeltaOp::changed,
               has_counts_ ? ValueHints{there_[value], last_change_[value]} : ValueHints{last_change_[value], left_});
    last_change_[value] = now_.value();
  }

  bool add() {
    const auto room = position_.room(old_.is_at_end() ? nullptr : &old_.key());
    std::uint64_t gap = now_.key() - position_.least();
    if (!room || gap > *room) return false;
    tell(DeltaOp::added);
    ops_.code_gap(*room, gap);
    tell_value(DeltaOp::added, {left_, old_.is_at_end() ? kNoValue : there_[old_.value()]});
    return true;
  }

  void tell_value(DeltaOp op, const ValueHints& hints) {
    std::uint32_t value = now_.value();
    ops_.code_value(op, hints, value);
    if (!has_counts_) return;
    counts_.assign(now_.counts().begin(), now_.counts().end());
    ops_.code_counts(op == DeltaOp::changed ? old_.counts() : std::span<const std::uint64_t>(), counts_);
  }

  DeltaOps<RangeWriter> ops_;
  std::span<const std::uint32_t> there_;
  SpaceRows old_;
  SpaceRows now_;
  bool has_counts_;
  std::vector<std::uint32_t> last_change_;
  std::vector<std::uint64_t> counts_;
  std::uint64_t kept_ = 0;
  std::uint32_t left_ = kNoValue;
  KeyPosition position_;
};

class Maker {
 public:
  Maker(std::span<const std::byte> base, std::span<const std::byte> result)
      : base_bytes_(base), result_bytes_(result) {}

  Result<std::vector<std::byte>> make() {
    auto base = SegmentReader::open(base_bytes_);
    if (!base) return std::unexpected(base.error());
    auto result = SegmentReader::open(result_bytes_);
    if (!result) return std::unexpected(result.error());
    base_ = *std::move(base);
    result_ = *std::move(result);
    SegmentLists lists = lists_of(*result_);
    if (!DeltaLists(delta_, lists_of(*base_)).code(lists, renumbering_)) return fail(ErrorCode::corrupt, "lists");
    for (std::size_t list = 0; list < lists.lists.size(); ++list) {
      as_it_is_.lists.push_back(static_cast<std::uint32_t>(list));
    }
    for (std::size_t label = 0; label <= lists.labels.size(); ++label) {
      as_it_is_.labels.push_back(static_cast<std::uint32_t>(label));
    }
    for (std::size_t space = 0; space < kKeySpaces; ++space) {
      if (Status done = write_space(static_cast<KeySpace>(space)); !done) return std::unexpected(done.error());
    }
    if (Status done = write_imprints(); !done) return std::unexpected(done.error());
    return sealed();
  }

 private:
  static SegmentLists lists_of(const SegmentReader& segment) {
    return {{segment.lists().begin(), segment.lists().end()}, {segment.labels().begin(), segment.labels().end()}};
  }

  // Whether two sections hold the same, wherever they lie.
  bool are_same(std::initializer_list<std::pair<const Extent*, const Extent*>> extents) const {
    return std::ranges::all_of(extents, [&](const auto& pair) {
      return std::ranges::equal(base_bytes_.subspan(pair.first->at, pair.first->size),
                                result_bytes_.subspan(pair.second->at, pair.second->size));
    });
  }
  bool is_same(const SegmentSpace& base, const SegmentSpace& result) const {
    const SpaceHeader& a = base.header();
    const SpaceHeader& b = result.header();
    return std::memcmp(&a, &b, offsetof(SpaceHeader, gap_lengths)) == 0 &&
           are_same({{&a.stream, &b.stream},
                     {&a.records, &b.records},
                     {&a.group_keys, &b.group_keys},
                     {&a.radix, &b.radix},
                     {&a.bitmap, &b.bitmap},
                     {&a.gap_lengths, &b.gap_lengths},
                     {&a.value_lengths, &b.value_lengths},
                     {&a.value_offsets, &b.value_offsets},
                     {&a.value_items, &b.value_items}});
  }
  bool is_same(const SegmentImprints& base, const SegmentImprints& result) const {
    const ImprintHeader& a = base.header();
    const ImprintHeader& b = result.header();
    return a.imprints == b.imprints && a.values == b.values &&
           are_same({{&a.image, &b.image},
                     {&a.numbers, &b.numbers},
                     {&a.value_offsets, &b.value_offsets},
                     {&a.value_items, &b.value_items}});
  }
  template <class Section>
  bool tell_whether_same(const Section* base, const Section& result) {
    bool same = base != nullptr && is_same(*base, result);
    delta_.bit(is_same_, same);
    return same;
  }

  Status write_space(KeySpace which) {
    const auto base = base_->space(which);
    if (!base) return std::unexpected(base.error());
    const auto result = result_->space(which);
    if (!result) return std::unexpected(result.error());
    if (*result == nullptr || tell_whether_same(*base, **result)) return {};
    SpaceFacts old = no_facts(which);
    if (*base != nullptr) {
      auto facts = facts_of(**base, which, renumbering_);
      if (!facts) return std::unexpected(facts.error());
      old = *std::move(facts);
    }
    auto facts = facts_of(**result, which, as_it_is_);
    if (!facts) return std::unexpected(facts.error());
    std::vector<std::uint32_t> there;
    if (!code_facts(delta_, old, renumbering_, limits(), result_bytes_.size(), *facts, there)) {
      return fail(ErrorCode::corrupt, "key space");
    }
    return SpaceOps(delta_, *base, there, **result).write();
  }

  Status write_imprints() {
    const auto base = base_->imprint_section();
    if (!base) return std::unexpected(base.error());
    const auto result = result_->imprint_section();
    if (!result) return std::unexpected(result.error());
    if (*result == nullptr || tell_whether_same(*base, **result)) return {};
    ValueTable old;
    if (*base != nullptr) {
      auto values = values_of(**base, renumbering_);
      if (!values) return std::unexpected(values.error());
      old = *std::move(values);
    }
    auto values = values_of(**result, as_it_is_);
    if (!values) return std::unexpected(values.error());
    std::vector<std::uint32_t> there;
    std::vector<std::uint32_t> from;
    if (!DeltaValues(delta_).code(old, renumbering_, limits(), *values, there, from)) {
      return fail(ErrorCode::corrupt, "imprint values");
    }
    return write_imprint_ops(delta_, *base, there, **result);
  }

  [[nodiscard]] ValueLimits limits() const {
    return {.values = result_bytes_.size(),
            .items = result_bytes_.size(),
            .lists = as_it_is_.lists.size(),
            .labels = as_it_is_.labels.size() - 1};
  }

  std::vector<std::byte> sealed() {
    const std::vector<std::byte> payload = delta_.finish();
    DeltaHeader header;
    header.delta_bytes = sizeof header + payload.size();
    header.base_bytes = base_bytes_.size();
    header.base_sha256 = SegmentHash::of(base_bytes_);
    header.result_sha256 = SegmentHash::of(result_bytes_);
    std::memcpy(&header.result, result_bytes_.data(), sizeof header.result);
    std::vector<std::byte> bytes(sizeof header);
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    std::memcpy(bytes.data(), &header, sizeof header);
    header.crc = crc32c(std::span(bytes).subspan(kDeltaCheckedFrom));
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
  }

  std::span<const std::byte> base_bytes_;
  std::span<const std::byte> result_bytes_;
  RangeWriter delta_;
  std::unique_ptr<const SegmentReader> base_;
  std::unique_ptr<const SegmentReader> result_;
  Renumbering renumbering_;  // from base to result
  Renumbering as_it_is_;
  AdaptiveBit is_same_;
};

class NoSink final : public ByteSink {
 public:
  Status append(std::span<const std::byte> /*bytes*/) override { return {}; }
  Status patch_start(std::span<const std::byte> /*bytes*/) override { return {}; }
};

}  // namespace

Result<std::vector<std::byte>> make_delta(std::span<const std::byte> base, std::span<const std::byte> result) {
  auto delta = Maker(base, result).make();
  if (!delta) return delta;
  NoSink nowhere;
  if (Status tried = apply_delta(base, *delta, nowhere); !tried) {
    return fail(ErrorCode::unsupported, "no delta leads there: " + tried.error().detail);
  }
  return delta;
}

}  // namespace bycatch
