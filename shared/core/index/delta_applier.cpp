#include <algorithm>
#include <cstring>
#include <system_error>
#include <thread>
#include <utility>

#include "delta.h"
#include "delta_imprints.h"
#include "delta_layout.h"
#include "delta_lists.h"
#include "delta_space.h"
#include "key_batch.h"
#include "proven_sink.h"
#include "segment_lists.h"
#include "segment_reader.h"
#include "space_merge.h"

namespace bycatch {
namespace {

std::unexpected<Error> unusable(const char* what) {
  return fail(ErrorCode::delta_unusable, what);
}

// Makes blocks of records and has them written.
class BlockFeeder {
 public:
  BlockFeeder(SpaceEncoder& encoder, std::size_t block_keys) : encoder_(encoder), block_keys_(block_keys) {}

  Status take(const KeyBatch& batch) {
    for (std::size_t at = 0; at < batch.keys.size();) {
      if (run_.keys.size() == block_keys_) {
        if (Status done = put(batch.keys[at]); !done) return done;
      }
      const std::size_t count = std::min(block_keys_ - run_.keys.size(), batch.keys.size() - at);
      const auto from = static_cast<std::ptrdiff_t>(at);
      const auto to = static_cast<std::ptrdiff_t>(at + count);
      run_.keys.insert(run_.keys.end(), batch.keys.begin() + from, batch.keys.begin() + to);
      run_.values.insert(run_.values.end(), batch.values.begin() + from, batch.values.begin() + to);
      for (std::size_t i = at; i < at + count && !batch.counts_ends.empty(); ++i) {
        const std::size_t begin = i == 0 ? 0 : batch.counts_ends[i - 1];
        run_.add_counts(std::span(batch.counts).subspan(begin, batch.counts_ends[i] - begin));
      }
      at += count;
    }
    return {};
  }

  Status finish() { return run_.keys.empty() ? Status{} : put(run_.keys.back() + 1); }

 private:
  Status put(std::uint64_t next_key) {
    const Status done = encoder_.put(run_, next_key);
    run_.clear();
    return done;
  }

  SpaceEncoder& encoder_;
  std::size_t block_keys_;
  KeyRun run_;
};

class Applier {
 public:
  Applier(std::span<const std::byte> base, std::span<const std::byte> delta, const DeltaHeader& header, ByteSink& out)
      : base_bytes_(base),
        header_(header),
        delta_(delta.subspan(sizeof header)),
        proven_(out, header.result, header.result_sha256),
        body_(proven_) {}

  Status run() {
    auto base = SegmentReader::open(base_bytes_);
    if (!base) return unusable("the base does not open");
    base_ = *std::move(base);
    const auto lists = base_->lists();
    const auto labels = base_->labels();
    const SegmentLists base_lists{{lists.begin(), lists.end()}, {labels.begin(), labels.end()}};
    if (!DeltaLists(delta_, base_lists).code(lists_, renumbering_)) return unusable("lists");
    limits_ = {.values = header_.result.file_bytes / sizeof(std::uint32_t),
               .items = header_.result.file_bytes / sizeof(std::uint16_t),
               .lists = lists_.lists.size(),
               .labels = lists_.labels.size()};
    SegmentHeader result;
    for (std::size_t space = 0; space < kKeySpaces; ++space) {
      if (header_.result.spaces[space].size == 0) continue;
      const Result<Extent> written = write_space(static_cast<KeySpace>(space));
      if (!written) return std::unexpected(written.error());
      result.spaces[space] = *written;
    }
    if (header_.result.imprints.size != 0) {
      const Result<Extent> written = write_imprints();
      if (!written) return std::unexpected(written.error());
      result.imprints = *written;
    }
    if (delta_.is_spent() || !delta_.is_at_end()) return unusable("its length");
    const Result<Extent> section = body_.append_section(lists_section(lists_.lists, lists_.labels));
    if (!section) return std::unexpected(section.error());
    result.lists = *section;
    return body_.finish(result);
  }

 private:
  bool is_as_in_base() {
    bool is_same = false;
    delta_.bit(is_same_, is_same);
    return is_same;
  }

  // As it lies in the base, at another place of the file.
  Result<Extent> copy(const SegmentSpace& space) {
    SpaceHeader header = space.header();
    if (Status done = body_.align(8); !done) return std::unexpected(done.error());
    const std::uint64_t at = body_.position();
    if (Status done = body_.append(section(header.stream)); !done) return std::unexpected(done.error());
    header.stream.at = at;
    return copy_sections({&header.records, &header.group_keys, &header.radix, &header.bitmap, &header.gap_lengths,
                          &header.value_lengths, &header.value_offsets, &header.value_items},
                         std::as_bytes(std::span(&header, 1)));
  }
  Result<Extent> copy(const SegmentImprints& imprints) {
    ImprintHeader header = imprints.header();
    return copy_sections({&header.image, &header.numbers, &header.value_offsets, &header.value_items},
                         std::as_bytes(std::span(&header, 1)));
  }
  Result<Extent> copy_sections(std::initializer_list<Extent*> extents, std::span<const std::byte> header) {
    for (Extent* extent : extents) {
      const Result<Extent> written = body_.append_section(section(*extent), kRecordBytes);
      if (!written) return written;
      *extent = *written;
    }
    return body_.append_section(header);
  }
  [[nodiscard]] std::span<const std::byte> section(const Extent& extent) const {
    return base_bytes_.subspan(extent.at, extent.size);
  }

  Result<Extent> write_space(KeySpace which) {
    const auto base = base_->space(which);
    if (!base) return unusable("a key space of the base");
    if (is_as_in_base()) return *base != nullptr ? copy(**base) : unusable("a key space that the base has not");
    SpaceFacts old = no_facts(which);
    if (*base != nullptr) {
      auto facts = facts_of(**base, which, renumbering_);
      if (!facts) return unusable("a key space of the base");
      old = *std::move(facts);
    }
    SpaceFacts facts = no_facts(which);
    std::vector<std::uint32_t> there;
    ValueLimits limits = limits_;
    limits.values = std::min(limits.values, (std::uint64_t{1} << kEscapedValueBits) - 1);
    if (!code_facts(delta_, old, renumbering_, limits, header_.result.file_bytes, facts, there)) {
      return unusable("a key space");
    }
    SpaceEncoder encoder(body_, facts.shape, std::move(facts.gap_lengths), std::move(facts.value_lengths));
    if (Status done = encoder.begin(); !done) return std::unexpected(done.error());
    BlockFeeder feeder(encoder, facts.shape.block_keys);
    if (Status done = merge(*base, there, facts, feeder); !done) return std::unexpected(done.error());
    if (Status done = feeder.finish(); !done) return unusable("its keys");
    auto written = encoder.finish(facts.values.offsets, facts.values.items);
    if (!written && written.error().code == ErrorCode::bad_format) return unusable("its keys");
    return written;
  }

  // One thread merges, this one writes; where there is no other, this one does both.
  Status merge(const SegmentSpace* base, std::span<const std::uint32_t> there, const SpaceFacts& facts,
               BlockFeeder& feeder) {
    KeyBatchQueue queue;
    Status merged;
    const auto merge_into = [&](SpaceMerge::Taker take) {
      merged = SpaceMerge(delta_, base, there, facts.values, facts.shape.has_counts, std::move(take)).run();
    };
    Status written;
    const auto write = [&](const KeyBatch& batch) {
      written = feeder.take(batch);
      return written.has_value();
    };
    try {
      const std::jthread other([&] {
        merge_into([&](KeyBatch batch) { return queue.push(std::move(batch)); });
        queue.close();
      });
      while (const auto batch = queue.pop()) {
        if (write(*batch)) continue;
        queue.abandon();
        break;
      }
    } catch (const std::system_error&) {
      merge_into(write);
    }
    if (!written) return written.error().code == ErrorCode::bad_format ? unusable("its keys") : written;
    return merged;
  }

  Result<Extent> write_imprints() {
    const auto base = base_->imprint_section();
    if (!base) return unusable("the base's imprints");
    if (is_as_in_base()) return *base != nullptr ? copy(**base) : unusable("imprints that the base has not");
    ValueTable old;
    if (*base != nullptr) {
      auto values = values_of(**base, renumbering_);
      if (!values) return unusable("the base's imprints");
      old = *std::move(values);
    }
    ValueTable values;
    std::vector<std::uint32_t> there;
    std::vector<std::uint32_t> from;
    if (!DeltaValues(delta_).code(old, renumbering_, limits_, values, there, from)) return unusable("imprint values");
    SegmentImprintWriter writer;
    const std::uint64_t most = header_.result.file_bytes / sizeof(Imprint);
    if (Status done = apply_imprint_ops(delta_, *base, there, values, lists_.lists.size(), most, writer); !done) {
      return std::unexpected(done.error());
    }
    return writer.finish(body_);
  }

  std::span<const std::byte> base_bytes_;
  const DeltaHeader& header_;
  RangeReader delta_;
  ProvenSink proven_;
  SegmentBody body_;
  std::unique_ptr<const SegmentReader> base_;
  SegmentLists lists_;  // the result's
  Renumbering renumbering_;
  ValueLimits limits_{};
  AdaptiveBit is_same_;
};

}  // namespace

Status apply_delta(std::span<const std::byte> base, std::span<const std::byte> delta, ByteSink& out,
                   std::uint64_t max_bytes) {
  const auto info = read_delta_info(delta);
  if (!info) return std::unexpected(info.error());
  if (info->result_bytes > max_bytes) return fail(ErrorCode::too_large, "result");
  if (base.size() != info->base_bytes || SegmentHash::of(base) != info->base_sha256)
    return unusable("made for another base");
  DeltaHeader header;
  std::memcpy(&header, delta.data(), sizeof header);
  return Applier(base, delta, header, out).run();
}

}  // namespace bycatch
