#include "space_encoder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "bit_stream.h"

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

}  // namespace

std::uint32_t SpaceShape::coded_values() const noexcept {
  return std::min(values, kMaxCodedValues + 1);
}

unsigned SpaceShape::value_code_limit() const noexcept {
  return std::min(kMaxValueCodeLimit, static_cast<unsigned>(std::bit_width(coded_values() - 1)) + 2);
}

SpaceEncoder::SpaceEncoder(SegmentBody& body, const SpaceShape& shape, std::vector<std::uint8_t> gap_lengths,
                           std::vector<std::uint8_t> value_lengths)
    : body_(body), encoder_(std::move(gap_lengths), std::move(value_lengths)), bits_(stream_) {
  header_.keys = shape.keys;
  header_.first_key = shape.first_key;
  header_.last_key = shape.last_key;
  header_.values = shape.values;
  header_.key_bits = static_cast<std::uint8_t>(shape.key_bits);
  header_.has_counts = shape.has_counts ? 1 : 0;
  header_.block_keys = static_cast<std::uint8_t>(shape.block_keys);
  header_.value_code_limit = static_cast<std::uint8_t>(shape.value_code_limit());
  const std::uint64_t span = shape.last_key - shape.first_key;
  header_.bitmap_scale = scale_to(shape.keys / kKeysPerBitmapBit, span);
  bitmap_.resize(high_product(span, header_.bitmap_scale) / 8 + 1);
}

Status SpaceEncoder::begin() {
  const Status done = body_.align(8);
  header_.stream.at = body_.position();
  return done;
}

Status SpaceEncoder::put(const KeyRun& block, std::uint64_t next_key) {
  const bool is_first = put_ == 0;
  put_ += block.keys.size();
  if ((is_first ? block.keys.front() != header_.first_key : block.keys.front() <= last_put_) ||
      block.keys.back() > header_.last_key || put_ > header_.keys) {
    return fail(ErrorCode::bad_format, "other keys than were announced");
  }
  last_put_ = block.keys.back();
  for (const std::uint64_t key : block.keys) {
    const std::uint64_t bit = high_product(key - header_.first_key, header_.bitmap_scale);
    bitmap_[bit / 8] |= static_cast<std::byte>(1U << (bit % 8));
  }
  directory_.add(encoder_.put(block, next_key, bits_));
  return stream_.size() >= 16 * kPageBytes ? drain() : Status{};
}

Status SpaceEncoder::drain() {
  const Status done = body_.append(stream_);
  stream_.clear();
  return done;
}

Result<Extent> SpaceEncoder::finish(std::span<const std::uint32_t> offsets, std::span<const std::uint16_t> items) {
  if (put_ != header_.keys || last_put_ != header_.last_key) {
    return fail(ErrorCode::bad_format, "other keys than were announced");
  }
  directory_.finish();
  bits_.flush();
  header_.stream_bits = bits_.bits();
  stream_.resize(stream_.size() + stream_padding(header_.block_keys));
  if (Status done = drain(); !done) return std::unexpected(done.error());
  header_.stream.size = body_.position() - header_.stream.at;

  header_.blocks = directory_.blocks();
  header_.groups = directory_.group_keys().size();
  while (((header_.last_key - header_.first_key) >> header_.radix_shift) > header_.groups) ++header_.radix_shift;
  const auto radix = directory_.radix(header_.first_key, header_.last_key, header_.radix_shift);
  const std::vector<std::byte> gap_nibbles = nibbles(encoder_.gap_lengths());
  const std::vector<std::byte> value_nibbles = nibbles(encoder_.value_lengths());
  const std::array<std::pair<Extent*, std::span<const std::byte>>, 8> sections = {{
      {&header_.records, directory_.records()},
      {&header_.group_keys, std::as_bytes(std::span(directory_.group_keys()))},
      {&header_.radix, std::as_bytes(std::span(radix))},
      {&header_.bitmap, bitmap_},
      {&header_.gap_lengths, gap_nibbles},
      {&header_.value_lengths, value_nibbles},
      {&header_.value_offsets, std::as_bytes(offsets)},
      {&header_.value_items, std::as_bytes(items)},
  }};
  for (const auto& [extent, bytes] : sections) {
    const Result<Extent> written = body_.append_section(bytes, kRecordBytes);
    if (!written) return written;
    *extent = *written;
  }
  return body_.append_section(std::as_bytes(std::span(&header_, 1)));
}

}  // namespace bycatch
