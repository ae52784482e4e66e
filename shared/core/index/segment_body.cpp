#include "segment_body.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "crc32c.h"

namespace bycatch {

static_assert(std::endian::native == std::endian::little, "structures are written as they lie in memory");

SegmentBody::SegmentBody(ByteSink& sink) : sink_(sink) {
  page_.reserve(kPageBytes);
}

Status SegmentBody::align(std::size_t to) {
  static constexpr std::array<std::byte, kPageBytes> kZeros{};
  return append(std::span(kZeros).first((to - position_ % to) % to));
}

Status SegmentBody::append(std::span<const std::byte> bytes) {
  if (position_ == 0) {
    position_ = kPageBytes;
    if (Status done = sink_.append(std::array<std::byte, kPageBytes>{}); !done) return done;
  }
  position_ += bytes.size();
  while (!bytes.empty()) {
    const std::size_t taken = std::min(bytes.size(), kPageBytes - page_.size());
    page_.insert(page_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(taken));
    bytes = bytes.subspan(taken);
    if (page_.size() < kPageBytes) break;
    crcs_.push_back(crc32c(page_));
    if (Status done = write_through(page_); !done) return done;
    page_.clear();
  }
  return {};
}

Result<Extent> SegmentBody::append_section(std::span<const std::byte> bytes, std::size_t to) {
  if (Status done = align(to); !done) return std::unexpected(done.error());
  const Extent extent{position_, bytes.size()};
  if (Status done = append(bytes); !done) return std::unexpected(done.error());
  return extent;
}

Status SegmentBody::write_through(std::span<const std::byte> bytes) {
  hash_.update(bytes);
  return sink_.append(bytes);
}

Status SegmentBody::finish(SegmentHeader header) {
  if (Status done = align(kPageBytes); !done) return done;
  const auto table = std::as_bytes(std::span(crcs_));
  header.page_crcs = {position_, table.size()};
  header.page_crcs_crc = crc32c(table);
  header.file_bytes = position_ + table.size();
  if (Status done = write_through(table); !done) return done;
  header.body_sha256 = hash_.finish();
  std::array<std::byte, kPageBytes> page{};
  std::memcpy(page.data(), &header, sizeof header);
  header.crc = crc32c(page);
  std::memcpy(page.data(), &header, sizeof header);
  return sink_.patch_start(page);
}

}  // namespace bycatch
