#include "peers.h"

namespace {

class None final : public Peer {
 public:
  bool find(std::uint64_t /*key*/) override { return true; }
};

}  // namespace

PeerKind none_peer() {
  return {"an empty program", [](const KeySet&, const std::filesystem::path&) {},
          [](const std::filesystem::path&) -> std::unique_ptr<Peer> { return std::make_unique<None>(); }};
}
