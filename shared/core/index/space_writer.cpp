#include "space_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <utility>

#include "bit_stream.h"
#include "huffman.h"

namespace bycatch {
namespace {

constexpr std::uint64_t kKeysPerBitmapBit = 2;

std::vector<std::byte> nibbles(std::span<const std::uint8_t> lengths) {
  std::vector<std::byte> out((lengths.size() + 1) / 2);
  for (std::size_t at = 0; at < lengths.size(); ++at) {
    out[at / 2] |= static_cast<std::byte>(at % 2 == 0 ? lengths[at] : lengths[at] << 4U);
  }
  return out;
}

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
    : body_(body), bits_(stream_) {
  header_.key_bits = static_cast<std::uint8_t>(key_bits);
  header_.has_counts = has_counts ? 1 : 0;
  header_.block_keys = static_cast<std::uint8_t>(options.block_keys);
}

bool SpaceWriter::is_well_formed(const Record& record, std::size_t lists) const {
  if (record.lists.empty() || record.lists.back() >= lists) return false;
  if (std::ranges::adjacent_find(record.lists, std::greater_equal<>{}) != record.lists.end()) return false;
  if (header_.key_bits < 64 && std::cmp_greater(std::bit_width(record.key), header_.key_bits)) return false;
  return header_.has_counts == 0 || record.counts.size() == record.lists.size();
}

Status SpaceWriter::observe(const Record& record, std::size_t lists) {
  if (header_.keys > 0 && record.key <= header_.last_key) return fail(ErrorCode::bad_format, "keys not ascending");
  if (!is_well_formed(record, lists)) return fail(ErrorCode::bad_format, "record not of its form");
  if (header_.keys == 0) header_.first_key = record.key;
  if (run_.keys.size() == header_.block_keys) count_block(record.key);
  run_.push_back(record.key, values_.add(record), {});
  header_.last_key = record.key;
  ++header_.keys;
  return {};
}

void SpaceWriter::count_block(std::uint64_t next_key) {
  BlockCensus census{*frequencies_, values_};
  code_block(run_, next_key, census);
  run_.clear();
}

Status SpaceWriter::make_codes() {
  if (!run_.keys.empty()) count_block(header_.last_key + 1);
  values_.settle();
  const auto& told = values_.frequencies();
  if (told.size() >= (std::size_t{1} << kEscapedValueBits)) return fail(ErrorCode::unsupported, "too many values");
  header_.values = static_cast<std::uint32_t>(told.size());
  std::vector<std::uint64_t> coded(std::min(header_.values, kMaxCodedValues + 1), 0);
  for (std::size_t value = 0; value < told.size(); ++value) {
    coded[std::min<std::size_t>(value, kMaxCodedValues)] += told[value];
  }
  const auto width = static_cast<unsigned>(std::bit_width(coded.size() - 1));
  header_.value_code_limit = static_cast<std::uint8_t>(std::min(kMaxValueCodeLimit, width + 2));
  std::vector<std::uint8_t> gap_lengths;
  for (const auto& symbols : *frequencies_) {
    const auto lengths = huffman_lengths(symbols, kGapCodeLimit);
    gap_lengths.insert(gap_lengths.end(), lengths.begin(), lengths.end());
  }
  encoder_.emplace(std::move(gap_lengths), huffman_lengths(coded, header_.value_code_limit));

  const std::uint64_t span = header_.last_key - header_.first_key;
  header_.bitmap_scale = scale_to(header_.keys / kKeysPerBitmapBit, span);
  bitmap_.resize(high_product(span, header_.bitmap_scale) / 8 + 1);
  if (Status done = body_.align(8); !done) return done;
  header_.stream.at = body_.position();
  return {};
}

Status SpaceWriter::add(const Record& record) {
  if (added_ == 0) {
    if (Status done = make_codes(); !done) return done;
  }
  if (added_ == header_.keys) return fail(ErrorCode::bad_format, "more records than were observed");
  const std::uint32_t value = values_.find(record);
  if (value == header_.values) return fail(ErrorCode::bad_format, "a value that was not observed");
  if (run_.keys.size() == header_.block_keys) {
    if (Status done = put_block(record.key); !done) return done;
  }
  run_.push_back(record.key, value, header_.has_counts != 0 ? record.counts : std::span<const std::uint64_t>());
  const std::uint64_t bit = high_product(record.key - header_.first_key, header_.bitmap_scale);
  bitmap_[bit / 8] |= static_cast<std::byte>(1U << (bit % 8));
  ++added_;
  return {};
}

Status SpaceWriter::put_block(std::uint64_t next_key) {
  directory_.add(encoder_->put(run_, next_key, bits_));
  run_.clear();
  return stream_.size() >= 16 * kPageBytes ? drain() : Status{};
}

Status SpaceWriter::drain() {
  const Status done = body_.append(stream_);
  stream_.clear();
  return done;
}

Result<Extent> SpaceWriter::finish() {
  if (added_ == 0 || added_ != header_.keys) return fail(ErrorCode::bad_format, "fewer records than were observed");
  if (Status done = put_block(header_.last_key + 1); !done) return std::unexpected(done.error());
  directory_.finish();
  bits_.flush();
  header_.stream_bits = bits_.bits();
  stream_.resize(stream_.size() + stream_padding(header_.block_keys));
  if (Status done = drain(); !done) return std::unexpected(done.error());
  header_.stream.size = body_.position() - header_.stream.at;
  return write_directory();
}

Result<Extent> SpaceWriter::write_directory() {
  header_.blocks = directory_.blocks();
  header_.groups = directory_.group_keys().size();
  while (((header_.last_key - header_.first_key) >> header_.radix_shift) > header_.groups) ++header_.radix_shift;
  const auto radix = directory_.radix(header_.first_key, header_.last_key, header_.radix_shift);
  std::vector<std::uint32_t> offsets = {0};
  std::vector<std::uint16_t> items;
  for (const ValueNumbers::Value& value : values_.ordered()) {
    items.insert(items.end(), value.begin(), value.end());
    offsets.push_back(static_cast<std::uint32_t>(items.size()));
  }
  const std::vector<std::byte> gap_nibbles = nibbles(encoder_->gap_lengths());
  const std::vector<std::byte> value_nibbles = nibbles(encoder_->value_lengths());
  const std::array<std::pair<Extent*, std::span<const std::byte>>, 8> sections = {{
      {&header_.records, directory_.records()},
      {&header_.group_keys, std::as_bytes(std::span(directory_.group_keys()))},
      {&header_.radix, std::as_bytes(std::span(radix))},
      {&header_.bitmap, bitmap_},
      {&header_.gap_lengths, gap_nibbles},
      {&header_.value_lengths, value_nibbles},
      {&header_.value_offsets, std::as_bytes(std::span(offsets))},
      {&header_.value_items, std::as_bytes(std::span(items))},
  }};
  for (const auto& [extent, bytes] : sections) {
    const Result<Extent> written = body_.append_section(bytes, kRecordBytes);
    if (!written) return written;
    *extent = *written;
  }
  return body_.append_section(std::as_bytes(std::span(&header_, 1)));
}

}  // namespace bycatch
