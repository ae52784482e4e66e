#include <cstdlib>
#include <sdsl/sd_vector.hpp>

#include "peers.h"

namespace {

class SdVector final : public Peer {
 public:
  explicit SdVector(const std::filesystem::path& folder) {
    if (!sdsl::load_from_file(keys_, (folder / "keys").string()) ||
        !sdsl::load_from_file(values_, (folder / "values").string())) {
      std::abort();
    }
    sdsl::util::init_support(rank_, &keys_);
  }
  bool find(std::uint64_t key) override {
    if (key >= keys_.size() || !keys_[key]) return false;
    use(values_[rank_(key)]);
    return true;
  }

 private:
  sdsl::sd_vector<> keys_;
  sdsl::sd_vector<>::rank_1_type rank_;
  sdsl::int_vector<8> values_;
};

void build(const KeySet& set, const std::filesystem::path& folder) {
  const sdsl::sd_vector<> keys(set.keys.begin(), set.keys.end());
  sdsl::int_vector<8> values(set.values.size());
  for (std::size_t i = 0; i < set.values.size(); ++i) values[i] = set.values[i];
  if (!sdsl::store_to_file(keys, (folder / "keys").string()) ||
      !sdsl::store_to_file(values, (folder / "values").string())) {
    std::abort();
  }
}

std::unique_ptr<Peer> open(const std::filesystem::path& folder) {
  return std::make_unique<SdVector>(folder);
}

}  // namespace

PeerKind sdsl_peer() {
  return {"sdsl sd_vector + bytes", build, open};
}
