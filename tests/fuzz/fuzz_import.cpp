// Any bytes as a published list. The first byte chooses the format (or none) and the size of the pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "published_list.h"

namespace {

using bycatch::ListFormat;
using bycatch::ListRow;

class SmallPieces : public bycatch::PieceSource {
 public:
  SmallPieces(std::string_view rest, std::size_t piece) : rest_(rest), piece_(piece) {}
  bycatch::Result<std::string_view> next() override {
    const auto piece = rest_.substr(0, piece_);
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view rest_;
  std::size_t piece_;
};

struct Outcome {
  bool is_read = false;
  std::uint64_t accepted = 0;
  std::vector<bycatch::LocatedKey> keys;
  bool operator==(const Outcome&) const = default;
};

Outcome read(std::string_view bytes, const bycatch::ReadRules& rules, std::size_t piece) {
  SmallPieces pieces(bytes, piece);
  Outcome outcome;
  const auto read = bycatch::read_published_list(pieces, rules, [&](const ListRow& row) {
    outcome.keys.push_back(row.key);
    return bycatch::Status();
  });
  outcome.is_read = read.has_value();
  outcome.accepted = read ? read->report.accepted : 0;
  return outcome;
}

}  // namespace

// However a list is cut into pieces, it gives the same rows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  bycatch::ReadRules rules;
  const std::size_t format = data[0] % (bycatch::kListFormats + 2);
  if (format < bycatch::kListFormats) rules.format = static_cast<ListFormat>(format);
  if (format == bycatch::kListFormats) rules.columns.url = "2";
  const auto whole = read(bytes, rules, std::max<std::size_t>(bytes.size(), 1));
  const auto cut = read(bytes, rules, 1U + data[0] / 16);
  if (whole.is_read == cut.is_read && (!whole.is_read || whole == cut)) return 0;
  std::fprintf(stderr, "pieces change the list\n");
  std::abort();
}
