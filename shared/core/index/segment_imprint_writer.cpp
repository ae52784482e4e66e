#include "segment_imprint_writer.h"

#include <algorithm>
#include <array>
#include <functional>

#include "hamming_builder.h"

namespace bycatch {

Status SegmentImprintWriter::add(const ImprintRecord& record, std::size_t lists) {
  if (!imprints_.empty() && record.imprint <= imprints_.back()) {
    return fail(ErrorCode::bad_format, "imprints not ascending");
  }
  if (record.lists.empty() || record.lists.back() >= lists ||
      std::ranges::adjacent_find(record.lists, std::greater_equal<>{}) != record.lists.end()) {
    return fail(ErrorCode::bad_format, "record not of its form");
  }
  std::vector<std::uint16_t> value = {record.label};
  value.insert(value.end(), record.lists.begin(), record.lists.end());
  const auto [at, is_new] = values_.try_emplace(std::move(value), static_cast<std::uint32_t>(values_.size()));
  imprints_.push_back(record.imprint);
  numbers_.push_back(at->second);
  return {};
}

Result<Extent> SegmentImprintWriter::finish(SegmentBody& body) const {
  if (imprints_.empty()) return Extent{};
  ImprintHeader header;
  header.imprints = imprints_.size();
  header.values = static_cast<std::uint32_t>(values_.size());

  // In the file values are numbered by content.
  std::vector<std::uint32_t> rank(values_.size());
  std::vector<std::uint32_t> offsets = {0};
  std::vector<std::uint16_t> items;
  for (const auto& [value, number] : values_) {
    rank[number] = static_cast<std::uint32_t>(offsets.size() - 1);
    items.insert(items.end(), value.begin(), value.end());
    offsets.push_back(static_cast<std::uint32_t>(items.size()));
  }
  std::vector<std::uint32_t> numbers;
  numbers.reserve(numbers_.size());
  for (const std::uint32_t number : numbers_) numbers.push_back(rank[number]);

  const auto image = build_hamming(imprints_);
  if (!image) return std::unexpected(image.error());
  const std::array<std::pair<Extent*, std::span<const std::byte>>, 4> sections = {{
      {&header.image, *image},
      {&header.numbers, std::as_bytes(std::span(numbers))},
      {&header.value_offsets, std::as_bytes(std::span(offsets))},
      {&header.value_items, std::as_bytes(std::span(items))},
  }};
  for (const auto& [extent, bytes] : sections) {
    const Result<Extent> written = body.append_section(bytes, kRecordBytes);
    if (!written) return written;
    *extent = *written;
  }
  return body.append_section(std::as_bytes(std::span(&header, 1)));
}

}  // namespace bycatch
