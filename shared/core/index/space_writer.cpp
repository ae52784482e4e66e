#include "space_writer.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

#include "huffman.h"

namespace bycatch {
namespace {

// What the codes are made from.
struct BlockCensus {
  GapFrequencies& gaps;
  ValueNumbers& values;

  void gap(unsigned context, unsigned symbol, std::uint64_t /*gap_less_one*/) const { ++gaps[context][symbol]; }
  void tell(std::uint32_t value) const { values.tell(value); }
  void counts(std::size_t /*key*/) const {}
  void end_half() const {}
};

}  // namespace

SpaceWriter::SpaceWriter(SegmentBody& body, unsigned key_bits, bool has_counts, SpaceOptions options)
    : body_(body), shape_{.key_bits = key_bits, .has_counts = has_counts, .block_keys = options.block_keys} {}

bool SpaceWriter::is_well_formed(const Record& record, std::size_t lists) const {
  if (record.lists.empty() || record.lists.back() >= lists) return false;
  if (std::ranges::adjacent_find(record.lists, std::greater_equal<>{}) != record.lists.end()) return false;
  if (shape_.key_bits < 64 && std::cmp_greater(std::bit_width(record.key), shape_.key_bits)) return false;
  if (!shape_.has_counts) return true;
  const auto is_kept = [](std::uint64_t count) { return count <= kMaxRecordCount; };
  return record.counts.size() == record.lists.size() && std::ranges::all_of(record.counts, is_kept);
}

Status SpaceWriter::observe(const Record& record, std::size_t lists) {
  if (shape_.keys > 0 && record.key <= shape_.last_key) return fail(ErrorCode::bad_format, "keys not ascending");
  if (!is_well_formed(record, lists)) return fail(ErrorCode::bad_format, "record not of its form");
  if (shape_.keys == 0) shape_.first_key = record.key;
  if (run_.keys.size() == shape_.block_keys) count_block(record.key);
  run_.push_back(record.key, values_.add(record));
  shape_.last_key = record.key;
  ++shape_.keys;
  return {};
}

void SpaceWriter::count_block(std::uint64_t next_key) {
  BlockCensus census{*frequencies_, values_};
  code_block(run_, next_key, census);
  run_.clear();
}

Status SpaceWriter::make_codes() {
  if (!run_.keys.empty()) count_block(shape_.last_key + 1);
  values_.settle();
  const auto& told = values_.frequencies();
  if (told.size() >= (std::size_t{1} << kEscapedValueBits)) return fail(ErrorCode::unsupported, "too many values");
  shape_.values = static_cast<std::uint32_t>(told.size());
  std::vector<std::uint64_t> coded(shape_.coded_values(), 0);
  for (std::size_t value = 0; value < told.size(); ++value) {
    coded[std::min<std::size_t>(value, kMaxCodedValues)] += told[value];
  }
  std::vector<std::uint8_t> gap_lengths;
  for (const auto& symbols : *frequencies_) {
    const auto lengths = huffman_lengths(symbols, kGapCodeLimit);
    gap_lengths.insert(gap_lengths.end(), lengths.begin(), lengths.end());
  }
  encoder_.emplace(body_, shape_, std::move(gap_lengths), huffman_lengths(coded, shape_.value_code_limit()));
  return encoder_->begin();
}

Status SpaceWriter::add(const Record& record) {
  if (added_ == 0) {
    if (Status done = make_codes(); !done) return done;
  }
  if (added_ == shape_.keys) return fail(ErrorCode::bad_format, "more records than were observed");
  const std::uint32_t value = values_.find(record);
  if (value == shape_.values) return fail(ErrorCode::bad_format, "a value that was not observed");
  if (run_.keys.size() == shape_.block_keys) {
    if (Status done = put_block(record.key); !done) return done;
  }
  run_.push_back(record.key, value);
  if (shape_.has_counts) run_.add_counts(record.counts);
  ++added_;
  return {};
}

Status SpaceWriter::put_block(std::uint64_t next_key) {
  const Status done = encoder_->put(run_, next_key);
  run_.clear();
  return done;
}

Result<Extent> SpaceWriter::finish() {
  if (added_ == 0 || added_ != shape_.keys) return fail(ErrorCode::bad_format, "fewer records than were observed");
  if (Status done = put_block(shape_.last_key + 1); !done) return std::unexpected(done.error());
  std::vector<std::uint32_t> offsets = {0};
  std::vector<std::uint16_t> items;
  for (const ValueNumbers::Value& value : values_.ordered()) {
    items.insert(items.end(), value.begin(), value.end());
    offsets.push_back(static_cast<std::uint32_t>(items.size()));
  }
  return encoder_->finish(offsets, items);
}

}  // namespace bycatch
