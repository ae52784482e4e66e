#include "range_coder.h"

#include <algorithm>

namespace bycatch {
namespace {

constexpr std::uint32_t kLeastRange = 1U << 24U;

}  // namespace

void RangeWriter::bit(AdaptiveBit& model, bool& value) {
  const std::uint32_t bound = (range_ >> AdaptiveBit::kBits) * model.false_share();
  if (value) {
    low_ += bound;
    range_ -= bound;
  } else {
    range_ = bound;
  }
  model.learn(value);
  while (range_ < kLeastRange) carry_out();
}

void RangeWriter::plain(std::uint64_t& value, unsigned count) {
  while (count > 0) {
    const unsigned some = std::min(count, 8U);
    count -= some;
    range_ >>= some;
    low_ += range_ * (value >> count & ((1U << some) - 1));
    while (range_ < kLeastRange) carry_out();
  }
}

// The highest of low's 32 bits goes out; what ran over it is added to those before.
void RangeWriter::carry_out() {
  if (low_ >> 32U != 0) {
    for (auto byte = out_.rbegin(); ++*reinterpret_cast<std::uint8_t*>(&*byte) == 0; ++byte) {
    }
    low_ &= 0xffffffffU;
  }
  out_.push_back(static_cast<std::byte>(low_ >> 24U));
  low_ = (low_ & 0x00ffffffU) << 8U;
  range_ <<= 8U;
}

std::vector<std::byte> RangeWriter::finish() {
  for (int i = 0; i < 4; ++i) carry_out();
  for (int i = 0; i < 4 && out_.back() == std::byte{0}; ++i) out_.pop_back();
  return std::move(out_);
}

RangeReader::RangeReader(std::span<const std::byte> bytes) noexcept : bytes_(bytes) {
  for (int i = 0; i < 4; ++i) refill();
  range_ = 0xffffffffU;
}

void RangeReader::refill() noexcept {
  range_ <<= 8U;
  code_ <<= 8U;
  if (at_ < bytes_.size()) {
    code_ |= std::to_integer<std::uint32_t>(bytes_[at_++]);
  } else if (beyond_ <= 4) {
    ++beyond_;
  }
}

void RangeReader::bit(AdaptiveBit& model, bool& value) noexcept {
  const std::uint32_t bound = (range_ >> AdaptiveBit::kBits) * model.false_share();
  value = code_ >= bound;
  if (value) {
    code_ -= bound;
    range_ -= bound;
  } else {
    range_ = bound;
  }
  model.learn(value);
  while (range_ < kLeastRange) refill();
}

void RangeReader::plain(std::uint64_t& value, unsigned count) noexcept {
  value = 0;
  while (count > 0) {
    const unsigned some = std::min(count, 8U);
    count -= some;
    range_ >>= some;
    const std::uint32_t digit = std::min(code_ / range_, (1U << some) - 1);
    code_ -= digit * range_;
    value = value << some | digit;
    while (range_ < kLeastRange) refill();
  }
}

}  // namespace bycatch
