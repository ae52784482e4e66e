// List files: any bytes, in any pieces. However they are cut, the same rows come out of them, and all rows are counted.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "list_tsv.h"

namespace {

using namespace bycatch;

struct Read {
  Status status;
  ListReport report;
  std::vector<LocatedKey> keys;
};

// In pieces of `size` bytes, each in memory of just that size.
Read read(std::string_view bytes, std::size_t size) {
  Read read;
  ListTsvReader reader([&](const ListRow& row) {
    read.keys.push_back(row.key);
    return Status();
  });
  while (read.status && !bytes.empty()) {
    const std::vector<char> piece(bytes.begin(),
                                  bytes.begin() + static_cast<std::ptrdiff_t>(std::min(size, bytes.size())));
    read.status = reader.add({piece.data(), piece.size()});
    bytes.remove_prefix(piece.size());
  }
  if (read.status) {
    read.status = reader.finish();
  }
  read.report = reader.report();
  return read;
}

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Read whole = read(bytes, size + 1);
  require(whole.report.accepted == whole.keys.size());
  for (const ListReport::Refused& refused : whole.report.refused) {
    require(refused.lines.size() == std::min<std::uint64_t>(refused.rows, ListReport::kMaxLines));
  }
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
    const Read cut = read(bytes, piece);
    require(cut.status.has_value() == whole.status.has_value());
    if (cut.status) {
      require(cut.keys == whole.keys);
      require(cut.report.accounts_ignored == whole.report.accounts_ignored);
    }
  }
  return 0;
}
