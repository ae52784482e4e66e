#include "hamming_builder.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>

#include "crc32c.h"
#include "hamming_format.h"

namespace bycatch {
namespace {

using namespace hamming;

template <class T>
void store(std::vector<std::byte>& image, std::size_t at, const T& value) {
  std::memcpy(&image[at], &value, sizeof value);
}

// Table by table, the last one first: sorting by chunk t, stably, what is in the order of the chunks from t + 1 on
// gives the order of the chunks from t on.
class TableWriter {
 public:
  TableWriter(std::span<const Imprint> sorted, const Places& places, std::vector<std::byte>& image)
      : sorted_(sorted), places_(places), image_(image), order_(sorted.size()), sorted_order_(sorted.size()) {
    std::iota(order_.begin(), order_.end(), 0U);
  }

  void write_all() {
    std::vector<std::uint16_t> next = column(0);
    for (std::size_t table = kChunks; table-- > 0;) {
      std::vector<std::uint16_t> own = column(table);
      sort_by(own, table);
      write_nexts(next, table);
      const auto landing = std::ranges::find(kLandings, table);
      if (landing != kLandings.end()) write_positions(static_cast<std::size_t>(landing - kLandings.begin()));
      next = std::move(own);
    }
  }

 private:
  std::vector<std::uint16_t> column(std::size_t chunk) const {
    std::vector<std::uint16_t> values;
    values.reserve(sorted_.size());
    for (const Imprint& imprint : sorted_) values.push_back(chunk_of(imprint, chunk));
    return values;
  }

  // Sorts order_ and writes the directory.
  void sort_by(const std::vector<std::uint16_t>& values, std::size_t table) {
    std::vector<std::uint32_t> starts(kChunkValues + 1);
    for (const std::uint16_t value : values) ++starts[std::size_t{value} + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    write_directory(starts, table);
    for (const std::uint32_t position : order_) sorted_order_[starts[values[position]]++] = position;
    order_.swap(sorted_order_);
  }

  void write_directory(const std::vector<std::uint32_t>& starts, std::size_t table) {
    const unsigned shift = step_shift(order_.size());
    const std::size_t at = places_.directories + table * kDirectoryBytes;
    for (std::size_t group = 0; group <= kGroups; ++group) store(image_, at + group * 4, starts[group * kGroupValues]);
    for (std::size_t value = 0; value < kChunkValues; ++value) {
      const std::uint32_t step = (starts[value] - starts[value / kGroupValues * kGroupValues]) >> shift;
      image_[at + (kGroups + 1) * 4 + value] = static_cast<std::byte>(std::min(step, kMaxStep));
    }
  }

  void write_nexts(const std::vector<std::uint16_t>& values, std::size_t table) {
    std::size_t at = places_.nexts + table * order_.size() * 2;
    for (const std::uint32_t position : order_) {
      store(image_, at, values[position]);
      at += 2;
    }
  }

  void write_positions(std::size_t landing) {
    const std::size_t bytes = order_.size() * 4;
    if (bytes > 0) std::memcpy(&image_[places_.positions + landing * bytes], order_.data(), bytes);
  }

  std::span<const Imprint> sorted_;
  const Places& places_;
  std::vector<std::byte>& image_;
  std::vector<std::uint32_t> order_;  // positions in sorted_
  std::vector<std::uint32_t> sorted_order_;
};

}  // namespace

Result<std::vector<std::byte>> build_hamming(std::span<const Imprint> sorted, HammingLayout layout) {
  if (sorted.size() > kMaxCount) return fail(ErrorCode::too_large, "too many imprints for one image");
  if (std::ranges::adjacent_find(sorted, std::greater_equal<>()) != sorted.end()) {
    return fail(ErrorCode::bad_request, "imprints are not ascending");
  }
  const Places places(sorted.size(), layout == HammingLayout::tables);
  std::vector<std::byte> image(places.end);

  Header header{kMagic, kVersion, static_cast<std::uint32_t>(layout), sorted.size(), {}, 0};
  store(image, 0, header);
  header.checksum = crc32c(std::span(image).first(kHeaderBytes - 4));
  store(image, 0, header);

  if (!sorted.empty()) std::memcpy(&image[places.imprints], sorted.data(), sorted.size_bytes());
  if (layout == HammingLayout::tables) TableWriter(sorted, places, image).write_all();

  const auto payload = std::span(image).first(places.checksums).subspan(kHeaderBytes);
  for (std::size_t block = 0; block < places.blocks; ++block) {
    const auto rest = payload.subspan(block * kBlockBytes);
    store(image, places.checksums + block * 4, crc32c(rest.first(std::min(rest.size(), kBlockBytes))));
  }
  return image;
}

}  // namespace bycatch
