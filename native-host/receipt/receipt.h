// One finding, kept with what proves that lists said so on a day: the pack that holds it, and the signed metadata that
// named the pack. RECEIPT.md has the form. It bears no photo, and no identifier but the one that was found.
//
// Trust:  a receipt comes from anyone; what it says is nothing until receipt_proof.h has proven it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "imprint.h"
#include "result.h"

namespace bycatch {

struct Receipt {
  static constexpr std::size_t kMaxBytes = 16 << 20;
  static constexpr std::size_t kMaxRoots = 256;

  std::chrono::sys_seconds made;
  std::optional<Identifier> identifier;  // either this
  std::optional<Imprint> imprint;        // or this, of a picture, turned as the list has it
  std::string dataset;
  Match match{};
  std::optional<int> distance;  // bits, of a picture

  std::string pack;
  std::string root;  // SegmentReader::root_hash() of the pack
  std::string generation;

  // The very bytes that were signed. All empty when nobody signed the pack: it was imported.
  std::vector<std::string> roots;  // ascending
  std::string timestamp;
  std::string snapshot;
  std::string targets;

  [[nodiscard]] bool is_signed() const noexcept { return !roots.empty(); }
};

// Errors: those of parse_strict_json(); unsupported, of a later format; bad_format, naming the field.
[[nodiscard]] Result<Receipt> read_receipt(std::string_view text);
[[nodiscard]] std::string receipt_text(const Receipt& receipt);

// For people: one page of HTML that stands alone and can be printed.
[[nodiscard]] std::string receipt_page(const Receipt& receipt);

}  // namespace bycatch
