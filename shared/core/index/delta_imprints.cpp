#include "delta_imprints.h"

#include <optional>

namespace bycatch {
namespace {

Status bad_imprints() {
  return fail(ErrorCode::delta_unusable, "operations on imprints");
}

// An imprint of a section, and the number of its value.
struct NumberedImprint {
  Imprint imprint;
  std::uint32_t value = 0;
};

// Nothing behind the last one.
Result<std::optional<NumberedImprint>> imprint_at(const SegmentImprints* section, std::uint32_t position) {
  if (section == nullptr || position >= section->size()) return std::nullopt;
  const auto record = section->at(position);
  if (!record) return std::unexpected(record.error());
  NumberedImprint numbered{record->imprint, 0};
  if (!section->number_of(position, numbered.value)) return fail(ErrorCode::corrupt, "imprint value");
  return numbered;
}

const Imprint* pointer(const std::optional<NumberedImprint>& numbered) {
  return numbered ? &numbered->imprint : nullptr;
}

}  // namespace

Status write_imprint_ops(RangeWriter& delta, const SegmentImprints* base, std::span<const std::uint32_t> there,
                         const SegmentImprints& result) {
  DeltaOps<RangeWriter> ops(delta);
  std::uint32_t in_base = 0;
  std::uint32_t in_result = 0;
  std::uint64_t kept = 0;
  std::uint32_t left = kNoValue;
  std::optional<Imprint> before;
  const auto tell = [&](DeltaOp op) {
    ops.code_next(kept, op);
    kept = 0;
  };
  for (;;) {
    const auto old = imprint_at(base, in_base);
    const auto now = imprint_at(&result, in_result);
    if (!old) return std::unexpected(old.error());
    if (!now) return std::unexpected(now.error());
    if (!*old && !*now) break;
    const bool is_old = *old && (!*now || (*old)->imprint <= (*now)->imprint);
    const bool is_now = *now && (!*old || (*now)->imprint <= (*old)->imprint);
    if (!is_now) {
      tell(DeltaOp::removed);
    } else {
      NumberedImprint one = **now;
      if (is_old && there[(*old)->value] == one.value) {
        ++kept;
      } else if (is_old) {
        tell(DeltaOp::changed);
        ops.code_value(DeltaOp::changed, {left, kNoValue}, one.value);
      } else {
        tell(DeltaOp::added);
        if (!code_imprint(ops, before ? &*before : nullptr, pointer(*old), one.imprint)) return bad_imprints();
        ops.code_value(DeltaOp::added, {left, *old ? there[(*old)->value] : kNoValue}, one.value);
      }
      left = one.value;
    }
    before = is_old ? (*old)->imprint : (*now)->imprint;
    in_base += is_old ? 1 : 0;
    in_result += is_now ? 1 : 0;
  }
  tell(DeltaOp::end);
  return {};
}

Status apply_imprint_ops(RangeReader& delta, const SegmentImprints* base, std::span<const std::uint32_t> there,
                         const ValueTable& values, std::size_t lists, std::uint64_t most,
                         SegmentImprintWriter& writer) {
  DeltaOps<RangeReader> ops(delta);
  std::uint32_t in_base = 0;
  std::uint64_t kept = 0;
  DeltaOp op = DeltaOp::end;
  std::uint32_t left = kNoValue;
  std::optional<Imprint> before;
  std::uint64_t written = 0;
  const auto add = [&](const Imprint& imprint, std::uint32_t value) -> Status {
    if (value >= values.size() || ++written > most) return bad_imprints();
    left = value;
    return writer.add({.imprint = imprint, .label = values.at(value)[0], .lists = values.lists(value)}, lists);
  };
  ops.code_next(kept, op);
  for (;;) {
    const auto old = imprint_at(base, in_base);
    if (!old) return fail(ErrorCode::delta_unusable, "base: " + old.error().detail);
    if (delta.is_spent()) return bad_imprints();
    if (op != DeltaOp::added || kept > 0) {
      if (!*old) break;
      ++in_base;
      before = (*old)->imprint;
      if (op == DeltaOp::end || kept > 0) {
        if (op != DeltaOp::end) --kept;
        if (Status done = add(*before, there[(*old)->value]); !done) return done;
        continue;
      }
      std::uint32_t value = 0;
      if (op == DeltaOp::changed) {
        ops.code_value(op, {left, kNoValue}, value);
        if (Status done = add(*before, value); !done) return done;
      }
    } else {
      NumberedImprint one;
      if (!code_imprint(ops, before ? &*before : nullptr, pointer(*old), one.imprint)) return bad_imprints();
      ops.code_value(op, {left, *old ? there[(*old)->value] : kNoValue}, one.value);
      if (Status done = add(one.imprint, one.value); !done) return done;
      before = one.imprint;
    }
    ops.code_next(kept, op);
  }
  return op == DeltaOp::end ? Status{} : bad_imprints();
}

}  // namespace bycatch
