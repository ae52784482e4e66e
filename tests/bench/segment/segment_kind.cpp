#include <cstdlib>
#include <fstream>

#include "peer_segment.h"
#include "peers.h"
#include "segment_writer.h"

using bycatch::KeySpace;
using bycatch::Status;

namespace {

class FileSink final : public bycatch::ByteSink {
 public:
  explicit FileSink(const std::filesystem::path& path) : file_(path, std::ios::binary) {}
  Status append(std::span<const std::byte> bytes) override { return write(bytes); }
  Status patch_start(std::span<const std::byte> bytes) override {
    file_.seekp(0);
    return write(bytes);
  }

 private:
  Status write(std::span<const std::byte> bytes) {
    file_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return file_ ? Status{} : bycatch::fail(bycatch::ErrorCode::internal, "not written");
  }
  std::ofstream file_;
};

void must(const Status& status) {
  if (!status) std::abort();
}

}  // namespace

void build_segment(const KeySet& set, const std::filesystem::path& file, unsigned block_keys) {
  FileSink sink(file);
  std::vector<bycatch::ListInfo> lists(64);
  bycatch::SegmentWriter writer(sink, lists);
  must(writer.begin_space(KeySpace::flickr_photo, {block_keys}));
  for (const bool again : {false, true}) {
    for (std::size_t i = 0; i < set.keys.size(); ++i) {
      const bycatch::Record record{.key = set.keys[i], .label = 0, .lists = set.sets[set.values[i]], .counts = {}};
      must(again ? writer.add(record) : writer.observe(record));
    }
  }
  must(writer.end_space());
  must(writer.finish());
}

PeerKind segment_peer() {
  return {"segment",
          [](const KeySet& set, const std::filesystem::path& folder) { build_segment(set, folder / "segment", 64); },
          open_segment};
}
