#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/table.h>

#include <bit>
#include <cstdlib>

#include "peers.h"

namespace {

void must(const rocksdb::Status& status) {
  if (!status.ok()) std::abort();
}

rocksdb::Options options() {
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  rocksdb::Options out;
  out.create_if_missing = true;
  out.compression = rocksdb::kZSTD;
  out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return out;
}

// Big-endian, so that the order of the bytes is that of the numbers.
rocksdb::Slice slice(const std::uint64_t& swapped) {
  return {reinterpret_cast<const char*>(&swapped), sizeof swapped};
}

class Rocks final : public Peer {
 public:
  explicit Rocks(const std::filesystem::path& folder) {
    rocksdb::DB* db = nullptr;
    must(rocksdb::DB::OpenForReadOnly(options(), (folder / "db").string(), &db));
    db_.reset(db);
  }
  bool find(std::uint64_t key) override {
    const std::uint64_t swapped = std::byteswap(key);
    if (!db_->Get({}, slice(swapped), &value_).ok()) return false;
    use(static_cast<std::uint64_t>(value_[0]));
    return true;
  }

 private:
  std::unique_ptr<rocksdb::DB> db_;
  std::string value_;
};

void build(const KeySet& set, const std::filesystem::path& folder) {
  const std::string table = (folder / "table.sst").string();
  rocksdb::SstFileWriter writer(rocksdb::EnvOptions(), options());
  must(writer.Open(table));
  for (std::size_t i = 0; i < set.keys.size(); ++i) {
    const std::uint64_t swapped = std::byteswap(set.keys[i]);
    must(writer.Put(slice(swapped), {reinterpret_cast<const char*>(&set.values[i]), 1}));
  }
  must(writer.Finish());
  rocksdb::DB* opened = nullptr;
  must(rocksdb::DB::Open(options(), (folder / "db").string(), &opened));
  const std::unique_ptr<rocksdb::DB> db(opened);
  rocksdb::IngestExternalFileOptions how;
  how.move_files = true;
  must(db->IngestExternalFile({table}, how));
}

std::unique_ptr<Peer> open(const std::filesystem::path& folder) {
  return std::make_unique<Rocks>(folder);
}

}  // namespace

PeerKind rocksdb_peer() {
  return {"RocksDB, zstd + bloom", build, open};
}
