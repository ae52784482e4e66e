#include <lmdb.h>

#include <cstdlib>
#include <cstring>

#include "peers.h"

namespace {

constexpr unsigned kLowBits = 16;

void must(int result) {
  if (result != MDB_SUCCESS) std::abort();
}

// One entry a key; or, of ids that agree above their lowest 16 bits, the rest and the value as one run of 4-byte
// numbers.
template <bool kDupfixed>
class Lmdb final : public Peer {
 public:
  Lmdb(const std::filesystem::path& folder, bool writes) {
    must(mdb_env_create(&env_));
    must(mdb_env_set_mapsize(env_, std::size_t{1} << 36U));
    must(mdb_env_open(env_, folder.c_str(), writes ? MDB_NOSYNC : MDB_RDONLY | MDB_NOLOCK, 0600));
    must(mdb_txn_begin(env_, nullptr, writes ? 0 : MDB_RDONLY, &transaction_));
    const unsigned kind = MDB_INTEGERKEY | (kDupfixed ? MDB_DUPSORT | MDB_DUPFIXED | MDB_INTEGERDUP : 0);
    must(mdb_dbi_open(transaction_, nullptr, kind | (writes ? MDB_CREATE : 0), &table_));
    must(mdb_cursor_open(transaction_, table_, &cursor_));
  }
  ~Lmdb() override {
    mdb_cursor_close(cursor_);
    mdb_txn_abort(transaction_);
    mdb_env_close(env_);
  }
  Lmdb(const Lmdb&) = delete;
  Lmdb& operator=(const Lmdb&) = delete;

  bool find(std::uint64_t key) override {
    std::uint64_t high = kDupfixed ? key >> kLowBits : key;
    auto low = static_cast<std::uint32_t>(key << 8U & 0xffffffU);
    MDB_val name{sizeof high, &high};
    MDB_val value{sizeof low, &low};
    if (mdb_cursor_get(cursor_, &name, &value, kDupfixed ? MDB_GET_BOTH_RANGE : MDB_SET) != MDB_SUCCESS) return false;
    if constexpr (kDupfixed) {
      std::uint32_t found = 0;
      std::memcpy(&found, value.mv_data, sizeof found);
      use(found & 255U);
      return found >> 8U == low >> 8U;
    }
    use(*static_cast<const std::uint8_t*>(value.mv_data));
    return true;
  }

  void fill(const KeySet& set) {
    for (std::size_t i = 0; i < set.keys.size(); ++i) {
      std::uint64_t high = kDupfixed ? set.keys[i] >> kLowBits : set.keys[i];
      std::uint32_t low =
          kDupfixed ? static_cast<std::uint32_t>(set.keys[i] << 8U & 0xffffffU) | set.values[i] : set.values[i];
      MDB_val name{sizeof high, &high};
      MDB_val value{kDupfixed ? sizeof low : 1, &low};
      must(mdb_cursor_put(cursor_, &name, &value, kDupfixed ? MDB_APPENDDUP : MDB_APPEND));
    }
    mdb_cursor_close(cursor_);
    must(mdb_txn_commit(transaction_));
    must(mdb_env_sync(env_, 1));
    must(mdb_txn_begin(env_, nullptr, MDB_RDONLY, &transaction_));
    must(mdb_cursor_open(transaction_, table_, &cursor_));
  }

 private:
  MDB_env* env_ = nullptr;
  MDB_txn* transaction_ = nullptr;
  MDB_dbi table_ = 0;
  MDB_cursor* cursor_ = nullptr;
};

template <bool kDupfixed>
PeerKind kind(const char* name) {
  return {name, [](const KeySet& set, const std::filesystem::path& folder) { Lmdb<kDupfixed>(folder, true).fill(set); },
          [](const std::filesystem::path& folder) -> std::unique_ptr<Peer> {
            return std::make_unique<Lmdb<kDupfixed>>(folder, false);
          }};
}

}  // namespace

PeerKind lmdb_peer() {
  return kind<false>("LMDB");
}
PeerKind lmdb_dupfixed_peer() {
  return kind<true>("LMDB, dupfixed");
}
