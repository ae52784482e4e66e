// A line of imprints, and a decoder's message. Any bytes: what is taken says what stands there, and nothing of low
// quality is taken.
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "line_formats.h"
#include "picture_imprint.h"
#include "picture_message.h"

namespace {

using namespace bycatch;

void require(bool holds) {
  if (!holds) std::abort();
}

// The number that stands behind the first 64 digits and one separator; -1 when no number up to 100 does.
int quality_in(std::string_view behind) {
  if (behind.empty()) return -1;
  const auto cell = behind.substr(1, behind.find_first_of(", \t", 1) - 1);
  if (cell.empty() || !std::ranges::all_of(cell, [](char c) { return c >= '0' && c <= '9'; })) return -1;
  int number = 0;
  for (const char digit : cell) number = std::min(1000, number * 10 + (digit - '0'));
  return number <= 100 ? number : -1;
}

void check_line(std::string_view line) {
  std::vector<ListRow> rows;
  const auto parsed = parse_pdq_line(line, rows);
  require(rows.size() <= 1 && (parsed.has_value() || rows.empty()));
  if (rows.empty()) return;
  require(rows[0].imprint.has_value() && rows[0].of_photo.empty());
  const std::string text = to_text(*rows[0].imprint);
  std::string lower(line);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return c < 128 ? std::tolower(c) : c; });
  const std::size_t at = lower.find(text);
  require(at == 0 || at == 4);
  const int quality = quality_in(line.substr(at + text.size()));
  require(quality < 0 || quality >= kMinQuality);
  std::vector<ListRow> again;
  require(parse_pdq_line(text, again).has_value() && again.size() == 1 && again[0].imprint == rows[0].imprint);
}

void check_message(std::span<const std::byte> message) {
  const auto picture = parse_picture(message);
  if (!picture) return;
  const auto written = encode_picture(*picture);
  const auto again = parse_picture(written);
  require(again.has_value() && again->has_value() == picture->has_value());
  if (*picture) {
    require((*again)->imprints == (*picture)->imprints && (*again)->quality == (*picture)->quality);
    return;
  }
  require(again->error().fault == picture->error().fault && again->error().place == picture->error().place);
  require(std::ranges::all_of(picture->error().place, [](char c) { return c >= 0x20 && c < 0x7f; }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<char> bytes(data, data + size);  // of just that size
  check_line({bytes.data(), bytes.size()});
  check_message(std::as_bytes(std::span(bytes)));
  return 0;
}
