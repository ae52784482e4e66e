#include "peer_segment.h"

#include <vector>

#include "mapped_file.h"
#include "peers.h"
#include "segment_reader.h"

using bycatch::Key;
using bycatch::KeySpace;

namespace {

void must(const bycatch::Status& status) {
  if (!status) std::abort();
}

}  // namespace

class OpenSegment::Impl {
 public:
  explicit Impl(const std::filesystem::path& path) : file(path) {
    auto opened = bycatch::SegmentReader::open(file.bytes());
    if (!opened) std::abort();
    reader = *std::move(opened);
  }
  MappedFile file;
  std::unique_ptr<const bycatch::SegmentReader> reader;
  std::vector<bycatch::Hit> hits;
};

OpenSegment::OpenSegment(const std::filesystem::path& file) : impl_(std::make_unique<Impl>(file)) {}
OpenSegment::~OpenSegment() = default;

std::size_t OpenSegment::find(std::span<const Key> keys) {
  impl_->hits.clear();
  must(impl_->reader->lookup(KeySpace::flickr_photo, keys, impl_->hits));
  return impl_->hits.size();
}

namespace {

class Segment final : public Peer {
 public:
  explicit Segment(const std::filesystem::path& folder) : segment_(folder / "segment") {}
  bool find(std::uint64_t key) override {
    const Key one{0, key};
    return segment_.find(std::span(&one, 1)) > 0;
  }

 private:
  OpenSegment segment_;
};

}  // namespace

std::unique_ptr<Peer> open_segment(const std::filesystem::path& folder) {
  return std::make_unique<Segment>(folder);
}
