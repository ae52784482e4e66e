// Damage is never "not listed": every case here must end in corrupt (or, mid-flight, in the right answer).
#include <doctest/doctest.h>

#include <fstream>

#include "built_generation.h"
#include "generation.h"
#include "generation_manifest.h"
#include "sqlite_index.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

class Damaged {
 public:
  Damaged() {
    ListLines lines;
    for (int id = 1; id <= 3000; ++id) {
      lines.push_back("flickr\tphoto\t" + std::to_string(id * 1000));
    }
    name_ = build_generation(folder_.path(), {{"faces", lines}});
  }

  [[nodiscard]] std::filesystem::path file(const char* name) const {
    return folder_.path() / "generations" / name_ / name;
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  [[nodiscard]] std::string read(const char* name) const {
    std::ifstream in(file(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  void write(const char* name, const std::string& bytes) const {
    std::ofstream(file(name), std::ios::binary | std::ios::trunc) << bytes;
  }

  [[nodiscard]] ErrorCode opening_fails_with() const {
    const auto opened = Generation::open_live(folder());
    REQUIRE_FALSE(opened.has_value());
    return opened.error().code;
  }

 private:
  TempFolder folder_;
  std::string name_;
};

constexpr std::size_t kPage = 4096;

}  // namespace

TEST_CASE("damage: a file cut anywhere, zeroed, flipped, replaced or gone is corrupt") {
  const Damaged damaged;
  for (const char* name : {"index.sqlite", "catalogue.sqlite", "manifest.json"}) {
    CAPTURE(name);
    const std::string whole = damaged.read(name);
    const std::size_t step = std::max<std::size_t>(1, whole.size() / 23);
    for (std::size_t size = 0; size < whole.size() - 1; size += step) {
      CAPTURE(size);
      damaged.write(name, whole.substr(0, size));
      CHECK(damaged.opening_fails_with() == ErrorCode::corrupt);
    }
    for (std::size_t at = 0; at + 4 < whole.size(); at += step) {
      CAPTURE(at);
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
      damaged.write(name, bytes);
      const auto opened = Generation::open_live(damaged.folder());
      // A flipped bit in the manifest may ask for a newer program; nothing opens in any case.
      REQUIRE_FALSE(opened.has_value());
      CHECK((opened.error().code == ErrorCode::corrupt ||
             (std::string_view(name) == kManifestFile && opened.error().code == ErrorCode::unsupported)));
    }
    damaged.write(name, "not a database at all");
    CHECK(damaged.opening_fails_with() == ErrorCode::corrupt);
    std::filesystem::remove(damaged.file(name));
    CHECK(damaged.opening_fails_with() == ErrorCode::corrupt);
    damaged.write(name, whole);
    CHECK(Generation::open_live(damaged.folder()).has_value());
  }
}

TEST_CASE("damage: a page lost while the index is in use is corrupt or still right, never an empty answer") {
  const Damaged damaged;
  const std::string whole = damaged.read(kIndexFile);
  REQUIRE(whole.size() > 8 * kPage);
  std::vector<Key> keys;
  for (std::uint64_t id = 1; id <= 3000; ++id) {
    keys.push_back({0, id * 1000});
  }
  std::size_t corrupt = 0;
  for (std::size_t page = 0; page < whole.size() / kPage; ++page) {
    CAPTURE(page);
    const auto index = SqliteIndex::open(damaged.file(kIndexFile));
    REQUIRE(index.has_value());
    std::string bytes = whole;
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page * kPage), kPage, '\0');
    damaged.write(kIndexFile, bytes);
    std::vector<Hit> hits;
    const Status found = index->lookup(KeySpace::flickr_photo, keys, hits);
    if (found) {
      CHECK(hits.size() == keys.size());
    } else {
      CHECK(found.error().code == ErrorCode::corrupt);
      ++corrupt;
    }
    damaged.write(kIndexFile, whole);
  }
  CHECK(corrupt > 2);
}

TEST_CASE("damage: an index cut short while it is in use is corrupt or still right") {
  const Damaged damaged;
  const std::string whole = damaged.read(kIndexFile);
  std::vector<Key> keys;
  for (std::uint64_t id = 1; id <= 3000; ++id) {
    keys.push_back({0, id * 1000});
  }
  for (std::size_t size = 0; size < whole.size(); size += kPage + 100) {
    CAPTURE(size);
    const auto index = SqliteIndex::open(damaged.file(kIndexFile));
    REQUIRE(index.has_value());
    std::filesystem::resize_file(damaged.file(kIndexFile), size);
    std::vector<Hit> hits;
    const Status found = index->lookup(KeySpace::flickr_photo, keys, hits);
    CHECK((found ? hits.size() == keys.size() : found.error().code == ErrorCode::corrupt));
    damaged.write(kIndexFile, whole);
  }
}

TEST_CASE("damage: `live` that holds no name, or names nothing, is corrupt") {
  const Damaged damaged;
  for (const std::string text : {"", "\n", "x\n", "../../etc/passwd\n", "00000001-20260101T000000Z",
                                 "00000099-20260101T000000Z\n", "00000001-20260101T000000Z\nmore\n"}) {
    CAPTURE(text);
    std::ofstream(damaged.folder() / "live", std::ios::trunc) << text;
    CHECK(damaged.opening_fails_with() == ErrorCode::corrupt);
  }
}

TEST_CASE("damage: nothing is built upon a damaged generation") {
  const Damaged damaged;
  damaged.write("index.sqlite", damaged.read("index.sqlite").substr(0, 5000));
  const auto builder = GenerationBuilder::begin(damaged.folder(), std::chrono::sys_seconds());
  REQUIRE_FALSE(builder.has_value());
  CHECK(builder.error().code == ErrorCode::corrupt);
}

TEST_CASE("damage: a newer program's generation is unsupported") {
  const Damaged damaged;
  std::string manifest = damaged.read(kManifestFile);
  const std::string format = "\"format\": 1";
  manifest.replace(manifest.find(format), format.size(), "\"format\": 2");
  damaged.write(kManifestFile, manifest);
  CHECK(damaged.opening_fails_with() == ErrorCode::unsupported);
}

}  // namespace bycatch
