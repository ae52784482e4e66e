#include "segment_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <numeric>
#include <unordered_map>

#include "bit_stream.h"
#include "gap_code.h"
#include "huffman.h"
#include "segment_body.h"
#include "segment_layout.h"

namespace bycatch {
namespace {

constexpr double kBitmapBitsPerKey = 0.6;
constexpr std::size_t kMostGroupBlocks = 32;

unsigned width(std::uint64_t value) {
  return static_cast<unsigned>(std::bit_width(value));
}

std::vector<std::byte> nibbles(std::span<const std::uint8_t> lengths) {
  std::vector<std::byte> out((lengths.size() + 1) / 2);
  for (std::size_t at = 0; at < lengths.size(); ++at) {
    out[at / 2] |= static_cast<std::byte>(at % 2 == 0 ? lengths[at] : lengths[at] << 4U);
  }
  return out;
}

// Label and lists of one value, as they lie in the file.
using Value = std::vector<std::uint16_t>;

struct ValueHash {
  std::size_t operator()(const Value& value) const noexcept {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const std::uint16_t item : value) hash = (hash ^ item) * 0x100000001b3U;
    return hash;
  }
};

// What a value repeats, along a block.
class Recent {
 public:
  void start(std::uint32_t value) noexcept { last_ = one_before_ = value; }
  Repeat next(std::uint32_t value) noexcept {
    const Repeat repeat = value == last_ ? Repeat::last : value == one_before_ ? Repeat::one_before : Repeat::none;
    one_before_ = last_;
    last_ = value;
    return repeat;
  }

 private:
  std::uint32_t last_ = 0;
  std::uint32_t one_before_ = 0;
};

struct Block {
  std::uint64_t first_key;
  std::uint64_t start_bit;
};

// One key space, from its first record to its directory.
class SpaceWriter {
 public:
  SpaceWriter(SegmentBody& body, unsigned key_bits, bool has_counts, SpaceOptions options)
      : body_(body), has_counts_(has_counts), bits_(stream_) {
    header_.key_bits = static_cast<std::uint8_t>(key_bits);
    header_.has_counts = has_counts ? 1 : 0;
    header_.block_keys = static_cast<std::uint8_t>(options.block_keys);
  }

  Status observe(const Record& record, std::size_t lists) {
    if (header_.keys > 0 && record.key <= header_.last_key) return fail(ErrorCode::bad_format, "keys not ascending");
    if (!well_formed(record, lists)) return fail(ErrorCode::bad_format, "record not of its form");
    const std::uint32_t value = value_of(record);
    if (header_.keys == 0) header_.first_key = record.key;
    if (header_.keys % header_.block_keys == 0) {
      recent_.start(value);
      context_ = kFirstContext;
      ++told_[value];
    } else {
      const unsigned bucket = gap_bucket(record.key - header_.last_key - 1);
      const Repeat repeat = recent_.next(value);
      ++symbols_[context_][bucket * 3 + static_cast<unsigned>(repeat)];
      context_ = gap_context(bucket, static_cast<unsigned>(repeat));
      if (repeat == Repeat::none) ++told_[value];
    }
    header_.last_key = record.key;
    ++header_.keys;
    return {};
  }

  Status add(const Record& record) {
    if (added_ == 0) {
      if (Status done = make_codes(); !done) return done;
    }
    if (added_ == header_.keys) return fail(ErrorCode::bad_format, "more records than were observed");
    const auto found = values_.find(as_value(record));
    if (found == values_.end()) return fail(ErrorCode::bad_format, "a value that was not observed");
    const std::uint32_t value = rank_[found->second];
    if (added_ % header_.block_keys == 0) {
      end_block();
      blocks_.push_back({record.key, bits_.bits()});
      recent_.start(value);
      context_ = kFirstContext;
      tell(value);
    } else {
      const std::uint64_t gap = record.key - previous_key_ - 1;
      const unsigned bucket = gap_bucket(gap);
      const Repeat repeat = recent_.next(value);
      const unsigned symbol = bucket * 3 + static_cast<unsigned>(repeat);
      bits_.put(gap_codes_[context_][symbol], gap_lengths_[context_ * kGapSymbols + symbol]);
      const GapSymbol& shape = kGapSymbolTable[symbol];
      bits_.put(gap - shape.base, shape.extra);
      context_ = shape.context;
      if (repeat == Repeat::none) tell(value);
    }
    if (has_counts_) {
      for (const std::uint64_t count : record.counts) tell_count(count);
    }
    mark(record.key);
    previous_key_ = record.key;
    ++added_;
    if (stream_.size() >= 16 * kPageBytes) return drain();
    return {};
  }

  Result<Extent> finish() {
    if (added_ != header_.keys) return fail(ErrorCode::bad_format, "fewer records than were observed");
    end_block();
    bits_.flush();
    header_.stream_bits = bits_.bits();
    header_.blocks = blocks_.size();
    stream_.resize(stream_.size() + stream_padding(header_.block_keys));
    if (Status done = drain(); !done) return std::unexpected(done.error());
    header_.stream.size = body_.position() - header_.stream.at;
    lay_out_groups();
    return write_directory();
  }

 private:
  static Value as_value(const Record& record) {
    Value value;
    value.reserve(record.lists.size() + 1);
    value.push_back(record.label);
    value.insert(value.end(), record.lists.begin(), record.lists.end());
    return value;
  }

  bool well_formed(const Record& record, std::size_t lists) const {
    if (record.lists.empty() || record.lists.back() >= lists) return false;
    if (std::ranges::adjacent_find(record.lists, std::greater_equal<>{}) != record.lists.end()) return false;
    if (header_.key_bits < 64 && width(record.key) > header_.key_bits) return false;
    return !has_counts_ || record.counts.size() == record.lists.size();
  }

  std::uint32_t value_of(const Record& record) {
    const auto [at, is_new] = values_.try_emplace(as_value(record), static_cast<std::uint32_t>(values_.size()));
    if (is_new) told_.push_back(0);
    return at->second;
  }

  // Values are numbered by how often they are told, then by content, so that input order leaves no trace.
  Status make_codes() {
    std::vector<const Value*> content(values_.size());
    for (const auto& [value, number] : values_) content[number] = &value;
    if (content.size() >= (std::size_t{1} << kEscapedValueBits)) return fail(ErrorCode::unsupported, "too many values");
    std::vector<std::uint32_t> order(content.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
      return told_[a] != told_[b] ? told_[a] > told_[b] : *content[a] < *content[b];
    });
    rank_.resize(order.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) {
      rank_[order[place]] = place;
      ordered_.push_back(*content[order[place]]);
    }
    header_.values = static_cast<std::uint32_t>(ordered_.size());

    std::vector<std::uint64_t> frequencies(std::min(header_.values, kMaxCodedValues + 1), 0);
    for (std::uint32_t place = 0; place < order.size(); ++place) {
      frequencies[std::min(place, kMaxCodedValues)] += told_[order[place]];
    }
    header_.value_code_limit =
        static_cast<std::uint8_t>(std::min(kMaxValueCodeLimit, width(frequencies.size() - 1) + 2));
    value_lengths_ = huffman_lengths(frequencies, header_.value_code_limit);
    value_codes_ = huffman_codes(value_lengths_, FirstBit::highest);
    for (unsigned context = 0; context < kGapContexts; ++context) {
      const auto lengths = huffman_lengths(symbols_[context], kGapCodeLimit);
      gap_lengths_.insert(gap_lengths_.end(), lengths.begin(), lengths.end());
      gap_codes_[context] = huffman_codes(lengths, FirstBit::lowest);
    }

    const std::uint64_t span = header_.last_key - header_.first_key;
    unsigned shift = 0;
    while (shift < 63 && static_cast<double>(span >> shift) > kBitmapBitsPerKey * static_cast<double>(header_.keys)) {
      ++shift;
    }
    header_.bitmap_shift = static_cast<std::uint8_t>(shift);
    bitmap_.resize((span >> shift) / 8 + 1);
    if (Status done = body_.align(8); !done) return done;
    header_.stream.at = body_.position();
    return {};
  }

  // Values and counts stand behind the gaps and are read from the block's end towards its start, so that a search needs
  // to know neither where they begin nor what they are.
  void tell(std::uint32_t value) {
    const std::uint32_t symbol = std::min(value, kMaxCodedValues);
    told_bits_.emplace_back(value_codes_[symbol], value_lengths_[symbol]);
    if (symbol == kMaxCodedValues) told_bits_.emplace_back(value, kEscapedValueBits);
  }

  // Elias' gamma code of count + 1.
  void tell_count(std::uint64_t count) {
    const unsigned bits = width(count + 1);
    told_bits_.emplace_back(0, bits - 1);
    told_bits_.emplace_back(count + 1, bits);
  }

  void end_block() {
    for (auto told = told_bits_.rbegin(); told != told_bits_.rend(); ++told) bits_.put(told->first, told->second);
    told_bits_.clear();
  }

  void mark(std::uint64_t key) {
    const std::uint64_t bit = (key - header_.first_key) >> header_.bitmap_shift;
    bitmap_[bit / 8] |= static_cast<std::byte>(1U << (bit % 8));
  }

  Status drain() {
    const Status done = body_.append(stream_);
    stream_.clear();
    return done;
  }

  [[nodiscard]] std::uint64_t end_bit(std::size_t block) const {
    return block + 1 < blocks_.size() ? blocks_[block + 1].start_bit : header_.stream_bits;
  }

  // As many blocks a group as one record can describe.
  void lay_out_groups() {
    for (std::size_t group_blocks = std::min(kMostGroupBlocks, blocks_.size());; --group_blocks) {
      unsigned key_bits = 0;
      unsigned offset_bits = 0;
      for (std::size_t first = 0; first < blocks_.size(); first += group_blocks) {
        const std::size_t last = std::min(first + group_blocks, blocks_.size()) - 1;
        key_bits = std::max(key_bits, width(blocks_[last].first_key - blocks_[first].first_key));
        offset_bits = std::max(offset_bits, width(end_bit(last) - blocks_[first].start_bit));
      }
      const std::size_t bits = kGroupStartBits + (group_blocks - 1) * key_bits + group_blocks * offset_bits;
      if (bits > kRecordBytes * 8) continue;
      header_.group_blocks = static_cast<std::uint8_t>(group_blocks);
      header_.key_delta_bits = static_cast<std::uint8_t>(key_bits);
      header_.offset_bits = static_cast<std::uint8_t>(offset_bits);
      header_.groups = (blocks_.size() + group_blocks - 1) / group_blocks;
      return;
    }
  }

  std::vector<std::byte> records() const {
    std::vector<std::byte> out;
    out.reserve(header_.groups * kRecordBytes);
    BitWriter bits(out);
    for (std::size_t first = 0; first < blocks_.size(); first += header_.group_blocks) {
      const std::size_t before = out.size();
      bits.put(blocks_[first].start_bit, kGroupStartBits);
      // A last, shorter group repeats its last block's first key and end: no key is found there.
      const auto block = [&](std::size_t at) { return std::min(first + at, blocks_.size() - 1); };
      for (std::size_t at = 1; at < header_.group_blocks; ++at) {
        bits.put(blocks_[block(at)].first_key - blocks_[first].first_key, header_.key_delta_bits);
      }
      for (std::size_t at = 0; at < header_.group_blocks; ++at) {
        bits.put(end_bit(block(at)) - blocks_[first].start_bit, header_.offset_bits);
      }
      bits.flush();
      out.resize(before + kRecordBytes);
    }
    return out;
  }

  Result<Extent> write_directory() {
    std::vector<std::uint64_t> group_keys;
    for (std::size_t first = 0; first < blocks_.size(); first += header_.group_blocks) {
      group_keys.push_back(blocks_[first].first_key);
    }
    const std::uint64_t span = header_.last_key - header_.first_key;
    while ((span >> header_.radix_shift) > group_keys.size()) ++header_.radix_shift;
    std::vector<std::uint32_t> radix;
    std::uint32_t group = 0;
    for (std::uint64_t bucket = 0; bucket <= (span >> header_.radix_shift) + 1; ++bucket) {
      const auto begins_by = [&](std::uint64_t key) {
        return (key - header_.first_key) >> header_.radix_shift < bucket ||
               ((key - header_.first_key) >> header_.radix_shift == bucket &&
                low_bits(key - header_.first_key, header_.radix_shift) == 0);
      };
      while (group + 1 < group_keys.size() && begins_by(group_keys[group + 1])) ++group;
      radix.push_back(group);
    }
    std::vector<std::uint32_t> offsets = {0};
    std::vector<std::uint16_t> items;
    for (const Value& value : ordered_) {
      items.insert(items.end(), value.begin(), value.end());
      offsets.push_back(static_cast<std::uint32_t>(items.size()));
    }
    const std::vector<std::byte> gap_nibbles = nibbles(gap_lengths_);
    const std::vector<std::byte> value_nibbles = nibbles(value_lengths_);
    const std::vector<std::byte> directory = records();
    const std::array<std::pair<Extent*, std::span<const std::byte>>, 8> sections = {{
        {&header_.records, directory},
        {&header_.group_keys, std::as_bytes(std::span(group_keys))},
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

  SegmentBody& body_;
  SpaceHeader header_;
  bool has_counts_;
  std::unordered_map<Value, std::uint32_t, ValueHash> values_;  // -> number in order of appearance
  std::vector<std::uint64_t> told_;                             // by number: times coded as itself
  std::vector<std::uint32_t> rank_;                             // number -> id in the file
  std::vector<Value> ordered_;
  std::array<std::array<std::uint64_t, kGapSymbols>, kGapContexts> symbols_{};
  std::array<std::vector<std::uint16_t>, kGapContexts> gap_codes_;
  std::vector<std::uint8_t> gap_lengths_;
  std::vector<std::uint16_t> value_codes_;
  std::vector<std::uint8_t> value_lengths_;
  std::vector<std::byte> bitmap_;
  std::vector<Block> blocks_;
  std::vector<std::pair<std::uint64_t, unsigned>> told_bits_;  // of this block, in order
  std::vector<std::byte> stream_;
  BitWriter bits_;
  Recent recent_;
  unsigned context_ = kFirstContext;
  std::uint64_t previous_key_ = 0;
  std::uint64_t added_ = 0;
};

}  // namespace

class SegmentWriter::Impl {
 public:
  Impl(ByteSink& sink, std::vector<ListInfo> all_lists, std::vector<std::string> all_labels)
      : body(sink), lists(std::move(all_lists)), labels(std::move(all_labels)) {}

  SegmentBody body;
  SegmentHeader header;
  std::vector<ListInfo> lists;
  std::vector<std::string> labels;
  std::unique_ptr<SpaceWriter> space;
  std::size_t space_number = 0;
};

SegmentWriter::SegmentWriter(ByteSink& sink, std::vector<ListInfo> lists, std::vector<std::string> labels)
    : impl_(std::make_unique<Impl>(sink, std::move(lists), std::move(labels))) {}
SegmentWriter::~SegmentWriter() = default;

Status SegmentWriter::begin_space(KeySpace space, unsigned key_bits, SpaceOptions options) {
  const bool has_counts = space == KeySpace::flickr_account || space == KeySpace::tag;
  impl_->space_number = static_cast<std::size_t>(space);
  impl_->space = std::make_unique<SpaceWriter>(impl_->body, key_bits, has_counts, options);
  return {};
}

Status SegmentWriter::observe(const Record& record) {
  return impl_->space->observe(record, impl_->lists.size());
}
Status SegmentWriter::add(const Record& record) {
  return impl_->space->add(record);
}

Status SegmentWriter::end_space() {
  const Result<Extent> written = impl_->space->finish();
  if (!written) return std::unexpected(written.error());
  impl_->header.spaces[impl_->space_number] = *written;
  impl_->space.reset();
  return {};
}

Status SegmentWriter::finish() {
  std::vector<std::byte> bytes;
  const auto put_text = [&](const std::string& text) {
    bytes.push_back(static_cast<std::byte>(text.size()));
    const auto raw = std::as_bytes(std::span(text));
    bytes.insert(bytes.end(), raw.begin(), raw.end());
  };
  append_le(bytes, static_cast<std::uint32_t>(impl_->lists.size()));
  append_le(bytes, static_cast<std::uint32_t>(impl_->labels.size()));
  for (const ListInfo& list : impl_->lists) {
    put_text(list.dataset);
    put_text(list.date);
    for (const std::uint64_t records : list.records) append_le(bytes, records);
  }
  for (const std::string& label : impl_->labels) put_text(label);
  const Result<Extent> written = impl_->body.append_section(bytes);
  if (!written) return std::unexpected(written.error());
  impl_->header.lists = *written;
  return impl_->body.finish(impl_->header);
}

unsigned stored_key_bits(KeySpace space, std::uint64_t keys) noexcept {
  if (space < KeySpace::asset) return 64;
  // n / 2^bits < 1e-9, at no fewer than a million keys, so that a growing list keeps its width for long.
  const double least = std::log2(static_cast<double>(std::max<std::uint64_t>(keys, 1U << 20U))) + std::log2(1e9);
  return static_cast<unsigned>(least) + 1;
}

std::uint64_t stored_key(KeySpace space, const Key& key, unsigned key_bits) noexcept {
  return space < KeySpace::asset ? key.low : key.high >> (64U - key_bits);
}

}  // namespace bycatch
