#include "segment_imprints.h"

#include <cstring>

namespace bycatch {

Result<std::unique_ptr<SegmentImprints>> SegmentImprints::open(std::span<const std::byte> bytes,
                                                               const SegmentPages& pages, Extent where,
                                                               std::size_t lists, std::size_t labels) {
  if (where.size != sizeof(ImprintHeader) || where.at > bytes.size() - sizeof(ImprintHeader) ||
      !pages.good(where.at, where.size)) {
    return fail(ErrorCode::corrupt, "imprint section");
  }
  ImprintHeader header;
  std::memcpy(&header, bytes.data() + where.at, sizeof header);
  const auto holds = [&](const Extent& section, std::uint64_t size, std::uint64_t align) {
    return section.size == size && section.at % align == 0 && section.at >= kPageBytes && section.at <= bytes.size() &&
           size <= bytes.size() - section.at;
  };
  if (header.imprints == 0 || header.imprints > bytes.size() || !holds(header.image, header.image.size, kRecordBytes) ||
      !holds(header.numbers, header.imprints * 4, 4) ||
      !holds(header.value_offsets, (std::uint64_t{header.values} + 1) * 4, 4) ||
      !holds(header.value_items, header.value_items.size, 2)) {
    return fail(ErrorCode::corrupt, "imprint section");
  }
  auto image = HammingIndex::open(bytes.subspan(header.image.at, header.image.size));
  if (!image) return std::unexpected(image.error());
  if (image->size() != header.imprints) return fail(ErrorCode::corrupt, "imprint section");
  return std::unique_ptr<SegmentImprints>(
      new SegmentImprints(header, *std::move(image), SegmentValues{bytes, pages, lists, labels}));
}

bool SegmentImprints::number_of(std::uint32_t position, std::uint32_t& number) const noexcept {
  const std::uint64_t entry = header_.numbers.at + std::uint64_t{position} * 4;
  if (!values_.pages.good(entry, 4)) return false;
  number = load_le<std::uint32_t>(values_.bytes.data() + entry);
  return number < header_.values;
}

bool SegmentImprints::value_of(std::uint32_t position, std::uint16_t& label,
                               std::span<const std::uint16_t>& lists) const noexcept {
  std::uint32_t number = 0;
  return number_of(position, number) && value_at(number, label, lists);
}

Result<ImprintRecord> SegmentImprints::at(std::uint32_t position) const {
  const auto imprint = image_.at(position);
  if (!imprint) return std::unexpected(imprint.error());
  ImprintRecord record{.imprint = *imprint, .label = 0, .lists = {}};
  if (!value_of(position, record.label, record.lists)) return fail(ErrorCode::corrupt, "imprint value");
  return record;
}

Status SegmentImprints::near(const Imprint& wanted, int radius, std::vector<NearHit>& out) const {
  std::vector<Near> found;
  if (Status searched = image_.near(wanted, radius, found); !searched) return searched;
  const std::size_t before = out.size();
  std::uint16_t label = 0;
  std::span<const std::uint16_t> lists;
  for (const Near& one : found) {
    if (!value_of(one.position, label, lists)) {
      out.resize(before);
      return fail(ErrorCode::corrupt, "imprint value");
    }
    for (const std::uint16_t list : lists) out.push_back({list, one.distance});
  }
  return {};
}

Status SegmentImprints::for_each(const std::function<Status(const ImprintRecord&)>& visit) const {
  for (std::uint32_t position = 0; position < header_.imprints; ++position) {
    const auto record = at(position);
    if (!record) return std::unexpected(record.error());
    if (Status visited = visit(*record); !visited) return visited;
  }
  return {};
}

}  // namespace bycatch
