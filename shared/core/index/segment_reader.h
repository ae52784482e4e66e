// Read-only view of one segment file. The bytes are laid down in FORMAT.md and known only to segment_reader.cpp and
// segment_writer.cpp.
//
// Threads:  const members may run on any number of threads at once.
// Trust:    the bytes may be hostile; open() checks header and section table, a page is checked when first read.
// Memory:   one bit a page and, for each key space that has been read, under 64 KiB of tables; everything else is
// mapped.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index.h"
#include "result.h"
#include "segment_writer.h"

namespace bycatch {

class SegmentImprints;
class SegmentSpace;

class SegmentReader final : public Index {
 public:
  // `bytes` must outlive the reader and begin at an address that is a multiple of 64.
  // Errors: corrupt; unsupported (a format newer than this program).
  static Result<std::unique_ptr<const SegmentReader>> open(std::span<const std::byte> bytes);

  SegmentReader(const SegmentReader&) = delete;
  SegmentReader& operator=(const SegmentReader&) = delete;
  ~SegmentReader() override;

  Status lookup(KeySpace space, std::span<const Key> keys, std::vector<Hit>& out) const override;
  Status near(const Imprint& wanted, int radius, std::vector<NearHit>& out) const override;
  [[nodiscard]] std::span<const ListInfo> lists() const noexcept override;
  [[nodiscard]] std::span<const std::string> labels() const noexcept;

  [[nodiscard]] std::uint64_t keys(KeySpace space) const noexcept;
  // Every record of a space, ascending; a record's spans live until the visitor returns. Stops at the visitor's first
  // error. Errors: corrupt; the visitor's.
  Status for_each(KeySpace space, const std::function<Status(const Record&)>& visit,
                  OnDamage on_damage = OnDamage::fail) const;

  [[nodiscard]] std::uint64_t imprints() const noexcept;
  // Every imprint, ascending, as for_each().
  Status for_each_imprint(const std::function<Status(const ImprintRecord&)>& visit) const;

  // Reads everything once.
  // Errors: corrupt, unless every page's checksum and the hash over the body are right.
  [[nodiscard]] Status verify() const;
  // SHA-256 of the body, hexadecimal: what two people compare to see that they hold the same index.
  [[nodiscard]] std::string root_hash() const;

  // What deltas are made of and applied to; null when there are no such keys. Errors: corrupt.
  [[nodiscard]] Result<const SegmentSpace*> space(KeySpace which) const;
  [[nodiscard]] Result<const SegmentImprints*> imprint_section() const;

 private:
  class Impl;
  explicit SegmentReader(std::unique_ptr<Impl> impl);
  [[nodiscard]] Status verify_parts() const;
  [[nodiscard]] std::span<const std::byte> body() const noexcept;
  [[nodiscard]] std::span<const std::byte> body_sha256() const noexcept;

  std::unique_ptr<Impl> impl_;
};

}  // namespace bycatch
