#include "hamming_index.h"

#include <algorithm>

#include "crc32c.h"
#include "hamming_builder.h"
#include "hamming_format.h"
#include "hamming_kernels.h"
#include "hamming_walk.h"

namespace bycatch {
namespace {

using namespace hamming;

constexpr std::size_t kImprintsInBlock = kBlockBytes / kImprintBytes;

}  // namespace

Result<HammingIndex> HammingIndex::open(std::span<const std::byte> image, Simd simd) {
  if (image.size() < kHeaderBytes) return fail(ErrorCode::corrupt, "imprint header cut off");
  const auto header = load<Header>(image.data());
  if (header.magic != kMagic) return fail(ErrorCode::corrupt, "not an image of imprints");
  if (header.checksum != crc32c(image.first(kHeaderBytes - 4), simd)) {
    return fail(ErrorCode::corrupt, "imprint header");
  }
  const bool has_tables = header.layout == static_cast<std::uint32_t>(HammingLayout::tables);
  if (header.version != kVersion || (!has_tables && header.layout != static_cast<std::uint32_t>(HammingLayout::scan))) {
    return fail(ErrorCode::unsupported, "imprint format");
  }
  if (header.count > kMaxCount || image.size() != Places(header.count, has_tables).end) {
    return fail(ErrorCode::corrupt, "imprint image of the wrong size");
  }
  return HammingIndex(image, header.count, has_tables, simd);
}

HammingIndex::HammingIndex(std::span<const std::byte> image, std::size_t count, bool has_tables, Simd simd)
    : image_(image, Places(count, has_tables), simd), count_(count), has_tables_(has_tables) {}

Status HammingIndex::near(const Imprint& wanted, int radius, std::vector<Near>& out) const {
  if (radius < 0 || radius > kImprintBits) return fail(ErrorCode::bad_request, "imprint radius");
  const std::size_t before = out.size();
  const Status done = search(wanted, radius, out);
  if (!done) out.resize(before);
  return done;
}

Result<Imprint> HammingIndex::at(std::uint32_t position) const {
  const std::size_t at = kHeaderBytes + std::size_t{position} * kImprintBytes;
  if (!image_.intact(at, at + kImprintBytes)) return fail(ErrorCode::corrupt, "imprints");
  return load<Imprint>(image_.at(at));
}

Status HammingIndex::search(const Imprint& wanted, int radius, std::vector<Near>& out) const {
  if (!has_tables_ || radius > kMaxTableRadius) return scan(wanted, radius, out);
  const auto arrived = walk_tables(image_, count_, wanted, radius, out);
  if (!arrived) return std::unexpected(arrived.error());
  return *arrived ? Status{} : scan(wanted, radius, out);
}

Status HammingIndex::scan(const Imprint& wanted, int radius, std::vector<Near>& out) const {
  for (std::size_t first = 0; first < count_; first += kImprintsInBlock) {
    const std::size_t count = std::min(kImprintsInBlock, count_ - first);
    const std::size_t at = kHeaderBytes + first * kImprintBytes;
    if (!image_.intact(at, at + count * kImprintBytes)) return fail(ErrorCode::corrupt, "imprints");
    find_near(image_.at(at), count, static_cast<std::uint32_t>(first), wanted, radius, out, image_.simd());
  }
  return {};
}

}  // namespace bycatch
