#include "segment_reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

#include "bit_stream.h"
#include "crc32c.h"
#include "segment_imprints.h"
#include "segment_layout.h"
#include "segment_lists.h"
#include "segment_pages.h"
#include "segment_space.h"

namespace bycatch {
class SegmentReader::Impl {
 public:
  Impl(std::span<const std::byte> bytes, const SegmentHeader& header)
      : bytes_(bytes), header_(header), pages_(bytes, bytes.subspan(header.page_crcs.at, header.page_crcs.size)) {}

  bool read_lists() {
    const Extent& at = header_.lists;
    return at.at <= bytes_.size() && at.size <= bytes_.size() - at.at && pages_.good(at.at, at.size) &&
           parse_lists(bytes_.subspan(at.at, at.size), lists_, labels_) && read_labels();
  }

  bool read_labels() {
    for (const std::string& text : labels_) {
      auto parsed = parse_labels(text);
      if (!parsed) return false;
      label_sets_.push_back(*std::move(parsed));
    }
    return true;
  }

  // The space, its tables made at the first call; null when the segment has no such keys.
  Result<const SegmentSpace*> space(KeySpace which) const {
    const auto number = static_cast<std::size_t>(which);
    if (header_.spaces[number].size == 0) return nullptr;
    Slot& slot = slots_[number];
    std::call_once(slot.once, [&] {
      auto opened = SegmentSpace::open(bytes_, pages_, header_.spaces[number], lists_.size(), label_sets_);
      if (opened && (*opened)->header().key_bits == stored_key_bits(which)) slot.space = *std::move(opened);
    });
    if (!slot.space) return fail(ErrorCode::corrupt, "key space");
    return slot.space.get();
  }

  // As space().
  Result<const SegmentImprints*> imprints() const {
    if (header_.imprints.size == 0) return nullptr;
    std::call_once(imprints_once_, [&] {
      imprints_ = SegmentImprints::open(bytes_, pages_, header_.imprints, lists_.size(), labels_.size());
    });
    if (!imprints_) return std::unexpected(imprints_.error());
    return imprints_->get();
  }

  struct Slot {
    std::once_flag once;
    std::unique_ptr<const SegmentSpace> space;
  };

  std::span<const std::byte> bytes_;
  SegmentHeader header_;
  SegmentPages pages_;
  std::vector<ListInfo> lists_;
  std::vector<std::string> labels_;
  std::vector<LabelSet> label_sets_;
  mutable std::array<Slot, kKeySpaces> slots_;
  mutable std::once_flag imprints_once_;
  mutable Result<std::unique_ptr<SegmentImprints>> imprints_;
};

SegmentReader::SegmentReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SegmentReader::~SegmentReader() = default;

Result<std::unique_ptr<const SegmentReader>> SegmentReader::open(std::span<const std::byte> bytes) {
  if (bytes.size() < kPageBytes) return fail(ErrorCode::corrupt, "shorter than a header");
  SegmentHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kSegmentMagic) return fail(ErrorCode::corrupt, "not a segment");
  if (header.version > kSegmentVersion) return fail(ErrorCode::unsupported, "segment format of a newer program");
  std::array<std::byte, kPageBytes> page;
  std::memcpy(page.data(), bytes.data(), kPageBytes);
  std::memset(page.data() + offsetof(SegmentHeader, crc), 0, sizeof header.crc);
  if (header.version != kSegmentVersion || crc32c(page) != header.crc) return fail(ErrorCode::corrupt, "header");
  const Extent& crcs = header.page_crcs;
  if (header.file_bytes != bytes.size() || crcs.at % kPageBytes != 0 || crcs.at < kPageBytes ||
      crcs.at > bytes.size() || crcs.size != bytes.size() - crcs.at || crcs.size != (crcs.at / kPageBytes - 1) * 4 ||
      crc32c(bytes.subspan(crcs.at, crcs.size)) != header.page_crcs_crc) {
    return fail(ErrorCode::corrupt, "page checksums");
  }
  auto impl = std::make_unique<Impl>(bytes, header);
  if (!impl->read_lists()) return fail(ErrorCode::corrupt, "lists");
  return std::unique_ptr<const SegmentReader>(new SegmentReader(std::move(impl)));
}

Status SegmentReader::lookup(KeySpace space, std::span<const Key> keys, std::vector<Hit>& out) const {
  const auto found = impl_->space(space);
  if (!found) return std::unexpected(found.error());
  if (*found == nullptr) return {};
  std::array<std::uint64_t, SegmentSpace::kBatch> batch;
  for (std::size_t at = 0; at < keys.size(); at += batch.size()) {
    const std::size_t count = std::min(batch.size(), keys.size() - at);
    for (std::size_t i = 0; i < count; ++i) batch[i] = stored_key(space, keys[at + i]);
    const Status done = (*found)->lookup(std::span(batch).first(count), static_cast<std::uint32_t>(at), out);
    if (!done) return done;
  }
  return {};
}

Status SegmentReader::near(const Imprint& wanted, int radius, std::vector<NearHit>& out) const {
  if (radius < 0 || radius > kImprintBits) return fail(ErrorCode::bad_request, "imprint radius");
  const auto imprints = impl_->imprints();
  if (!imprints) return std::unexpected(imprints.error());
  return *imprints == nullptr ? Status{} : (*imprints)->near(wanted, radius, out);
}

std::span<const ListInfo> SegmentReader::lists() const noexcept {
  return impl_->lists_;
}
std::span<const std::string> SegmentReader::labels() const noexcept {
  return impl_->labels_;
}

std::uint64_t SegmentReader::keys(KeySpace space) const noexcept {
  const auto found = impl_->space(space);
  return found && *found != nullptr ? (*found)->header().keys : 0;
}

Status SegmentReader::for_each(KeySpace space, const std::function<Status(const Record&)>& visit,
                               OnDamage on_damage) const {
  const auto found = impl_->space(space);
  if (!found) return on_damage == OnDamage::fail ? std::unexpected(found.error()) : Status{};
  return *found == nullptr ? Status{} : (*found)->for_each(visit, on_damage);
}

std::uint64_t SegmentReader::imprints() const noexcept {
  const auto imprints = impl_->imprints();
  return imprints && *imprints != nullptr ? (*imprints)->size() : 0;
}

Status SegmentReader::for_each_imprint(const std::function<Status(const ImprintRecord&)>& visit) const {
  const auto imprints = impl_->imprints();
  if (!imprints) return std::unexpected(imprints.error());
  return *imprints == nullptr ? Status{} : (*imprints)->for_each(visit);
}

Result<const SegmentSpace*> SegmentReader::space(KeySpace which) const {
  return impl_->space(which);
}
Result<const SegmentImprints*> SegmentReader::imprint_section() const {
  return impl_->imprints();
}

Status SegmentReader::verify_parts() const {
  if (!impl_->pages_.good(kPageBytes, impl_->header_.page_crcs.at - kPageBytes))
    return fail(ErrorCode::corrupt, "page");
  for (std::size_t space = 0; space < kKeySpaces; ++space) {
    if (auto found = impl_->space(static_cast<KeySpace>(space)); !found) return std::unexpected(found.error());
  }
  if (auto imprints = impl_->imprints(); !imprints) return std::unexpected(imprints.error());
  return {};
}

std::span<const std::byte> SegmentReader::body() const noexcept {
  return impl_->bytes_.subspan(kPageBytes);
}
std::span<const std::byte> SegmentReader::body_sha256() const noexcept {
  return impl_->header_.body_sha256;
}

std::string SegmentReader::root_hash() const {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : body_sha256()) {
    text += kDigits[std::to_integer<unsigned>(byte >> 4)];
    text += kDigits[std::to_integer<unsigned>(byte & std::byte{15})];
  }
  return text;
}

}  // namespace bycatch
