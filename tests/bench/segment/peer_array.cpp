#include <algorithm>
#include <fstream>

#include "mapped_file.h"
#include "peers.h"

namespace {

class SortedArray final : public Peer {
 public:
  explicit SortedArray(const std::filesystem::path& folder) : keys_(folder / "keys"), values_(folder / "values") {}
  bool find(std::uint64_t key) override {
    const auto* const first = reinterpret_cast<const std::uint64_t*>(keys_.bytes().data());
    const auto* const last = first + keys_.bytes().size() / 8;
    const auto* const at = std::lower_bound(first, last, key);
    if (at == last || *at != key) return false;
    use(std::to_integer<std::uint64_t>(values_.bytes()[static_cast<std::size_t>(at - first)]));
    return true;
  }

 private:
  MappedFile keys_;
  MappedFile values_;
};

void build(const KeySet& set, const std::filesystem::path& folder) {
  std::ofstream(folder / "keys", std::ios::binary)
      .write(reinterpret_cast<const char*>(set.keys.data()), static_cast<std::streamsize>(set.keys.size() * 8));
  std::ofstream(folder / "values", std::ios::binary)
      .write(reinterpret_cast<const char*>(set.values.data()), static_cast<std::streamsize>(set.values.size()));
}

std::unique_ptr<Peer> open(const std::filesystem::path& folder) {
  return std::make_unique<SortedArray>(folder);
}

}  // namespace

PeerKind array_peer() {
  return {"sorted array + lower_bound", build, open};
}
