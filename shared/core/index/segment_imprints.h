// The imprints of a segment: finding those near a given one, and reading all of them.
//
// Threads: const members may run on any number of threads at once.
// Trust:   the bytes may be hostile; open() checks the headers, everything else is checked when first read.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "hamming_index.h"
#include "segment_layout.h"
#include "segment_pages.h"
#include "segment_values.h"
#include "segment_writer.h"

namespace bycatch {

class SegmentImprints {
 public:
  // Errors: corrupt; unsupported (an image of imprints of a newer format).
  static Result<std::unique_ptr<SegmentImprints>> open(std::span<const std::byte> bytes, const SegmentPages& pages,
                                                       Extent where, std::size_t lists, std::size_t labels);

  [[nodiscard]] std::uint64_t size() const noexcept { return header_.imprints; }

  [[nodiscard]] const ImprintHeader& header() const noexcept { return header_; }
  // Requires: position < size(). Its lists live as long as the section. Errors: corrupt.
  [[nodiscard]] Result<ImprintRecord> at(std::uint32_t position) const;
  // Of an imprint, the number of its value. Requires: position < size(). False: damaged.
  [[nodiscard]] bool number_of(std::uint32_t position, std::uint32_t& number) const noexcept;
  // False when there is no such value.
  [[nodiscard]] bool value_at(std::uint32_t value, std::uint16_t& label,
                              std::span<const std::uint16_t>& lists) const noexcept {
    return values_.read(value, header_.values, header_.value_offsets, header_.value_items, label, lists);
  }

  // As Index::near().
  [[nodiscard]] Status near(const Imprint& wanted, int radius, std::vector<NearHit>& out) const;

  // By ascending imprint. Stops at the visitor's first error. Errors: corrupt; the visitor's.
  [[nodiscard]] Status for_each(const std::function<Status(const ImprintRecord&)>& visit) const;

 private:
  SegmentImprints(const ImprintHeader& header, HammingIndex image, SegmentValues values)
      : header_(header), image_(std::move(image)), values_(values) {}

  [[nodiscard]] bool value_of(std::uint32_t position, std::uint16_t& label,
                              std::span<const std::uint16_t>& lists) const noexcept;

  ImprintHeader header_;
  HammingIndex image_;
  SegmentValues values_;
};

}  // namespace bycatch
