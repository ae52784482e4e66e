// Damage is never "not listed": every case here must end in corrupt (or, mid-flight, in the right answer).
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "built_generation.h"
#include "generation.h"
#include "generation_manifest.h"
#include "pack_index.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

const std::chrono::sys_seconds kDamagedOn = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22);

class Damaged {
 public:
  explicit Damaged(int photos = 3000) {
    ListLines lines;
    for (int id = 1; id <= photos; ++id) {
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
constexpr const char* kPackFile = "imported.segment";

std::vector<Key> all_keys() {
  std::vector<Key> keys;
  for (std::uint64_t id = 1; id <= 3000; ++id) keys.push_back({0, id * 1000});
  return keys;
}

// Whether the index answers all keys rightly; else it says `corrupt` and nothing more.
bool answers_rightly(const Index& index) {
  static const std::vector<Key> kKeys = all_keys();
  std::vector<Hit> hits;
  const Status found = index.lookup(KeySpace::flickr_photo, kKeys, hits);
  if (!found) {
    CHECK(found.error().code == ErrorCode::corrupt);
    CHECK(hits.empty());
    return false;
  }
  CHECK(hits.size() == kKeys.size());
  return true;
}

PackIndex open_pack(const Damaged& damaged) {
  std::vector<PackFile> packs;
  packs.push_back(PackFile::open(damaged.file(kPackFile)).value());
  return PackIndex(std::move(packs));
}

}  // namespace

TEST_CASE("damage: a file cut anywhere, replaced or gone is corrupt") {
  const Damaged damaged;
  for (const char* name : {kPackFile, kCatalogueFile, kManifestFile}) {
    CAPTURE(name);
    const std::string whole = damaged.read(name);
    const std::size_t step = std::max<std::size_t>(1, whole.size() / 23);
    for (std::size_t size = 0; size < whole.size() - 1; size += step) {
      CAPTURE(size);
      damaged.write(name, whole.substr(0, size));
      CHECK(damaged.opening_fails_with() == ErrorCode::corrupt);
    }
    damaged.write(name, "not a database at all");
    CHECK(damaged.opening_fails_with() == ErrorCode::corrupt);
    std::filesystem::remove(damaged.file(name));
    CHECK(damaged.opening_fails_with() == ErrorCode::corrupt);
    damaged.write(name, whole);
    CHECK(Generation::open_live(damaged.folder()).has_value());
  }
}

TEST_CASE("damage: a flipped bit anywhere is corrupt, or the answer is still right") {
  const Damaged damaged;
  for (const char* name : {kPackFile, kCatalogueFile, kManifestFile}) {
    CAPTURE(name);
    const std::string whole = damaged.read(name);
    std::size_t refused = 0;
    std::size_t tried = 0;
    for (std::size_t at = 0; at < whole.size(); at += std::max<std::size_t>(1, whole.size() / 397)) {
      CAPTURE(at);
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 7)));
      damaged.write(name, bytes);
      const auto opened = Generation::open_live(damaged.folder());
      ++tried;
      if (!opened) {
        // A flipped bit in the manifest may ask for a newer program.
        CHECK((opened.error().code == ErrorCode::corrupt ||
               (std::string_view(name) == kManifestFile && opened.error().code == ErrorCode::unsupported)));
        ++refused;
      } else {
        refused += answers_rightly((*opened)->index()) ? 0U : 1U;
        CHECK((std::string_view(name) == kManifestFile || !(*opened)->verify()));
      }
    }
    CHECK(refused > tried / 4);
    damaged.write(name, whole);
  }
}

TEST_CASE("damage: another pack in the place of the manifest's is corrupt") {
  const Damaged damaged;
  const Damaged other(2999);
  damaged.write(kPackFile, other.read(kPackFile));
  CHECK(damaged.opening_fails_with() == ErrorCode::corrupt);
}

TEST_CASE("damage: a page lost while the index is in use is corrupt or still right, never an empty answer") {
  const Damaged damaged;
  const std::string whole = damaged.read(kPackFile);
  std::size_t corrupt = 0;
  for (std::size_t page = 0; page < whole.size() / kPage; ++page) {
    CAPTURE(page);
    const PackIndex index = open_pack(damaged);
    std::fstream(damaged.file(kPackFile), std::ios::in | std::ios::out | std::ios::binary)
        .seekp(static_cast<std::streamoff>(page * kPage))
        .write(std::string(kPage, '\0').data(), kPage);
    corrupt += answers_rightly(index) ? 0U : 1U;
    damaged.write(kPackFile, whole);
  }
  CHECK(corrupt >= 2);
}

TEST_CASE("damage: an index cut short while it is in use is corrupt, and its reader lives") {
  const Damaged damaged;
  const std::string whole = damaged.read(kPackFile);
  for (std::size_t size = 0; size < whole.size(); size += kPage / 2 + 100) {
    for (const bool is_read_before : {false, true}) {
      CAPTURE(size);
      const PackIndex index = open_pack(damaged);
      if (is_read_before) CHECK(answers_rightly(index));
      std::filesystem::resize_file(damaged.file(kPackFile), size);
      CHECK_FALSE(answers_rightly(index));
      std::filesystem::remove(damaged.file(kPackFile));
      damaged.write(kPackFile, whole);
    }
  }
}

TEST_CASE("damage: a file removed while it is in use goes on answering") {
  const Damaged damaged;
  const PackIndex index = open_pack(damaged);
  std::filesystem::remove(damaged.file(kPackFile));
  CHECK(answers_rightly(index));
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

TEST_CASE("damage: an import over it keeps the lists that can be read, and says which are lost") {
  const TempFolder folder;
  ListLines photos;
  for (int id = 1; id <= 3000; ++id) photos.push_back("flickr\tphoto\t" + std::to_string(id * 1000));
  const std::string name = build_generation(
      folder.path(), {{"faces", photos}, {"posts", {"instagram\tmedia\t9100000000000000010"}}, {"few", {photos[0]}}});
  {
    // The second page holds Flickr photos, of the first blocks all.
    std::fstream file(index_file(folder.path(), name), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(kPage + 50).put('\x55');
  }
  {
    auto builder = GenerationBuilder::begin(folder.path(), kDamagedOn).value();
    const auto damage = builder.damage();
    REQUIRE(damage.has_value());
    CHECK(damage->kept == std::vector<std::string>{"posts"});
    CHECK(damage->lost == std::vector<std::string>{"faces", "few"});
    CHECK(damage->knows_all_lost);
    REQUIRE(builder.begin_list("new", "2026-01-01"));
    REQUIRE(builder.add(parse_list_row("flickr\tphoto\t77").value()));
    REQUIRE(builder.finish().has_value());
  }
  const auto live = Generation::open_live(folder.path()).value();
  CHECK(live->verify().has_value());
  std::vector<std::string> datasets;
  for (const ListInfo& list : live->index().lists()) datasets.push_back(list.dataset);
  std::ranges::sort(datasets);
  CHECK(datasets == std::vector<std::string>{"bycatch-test", "new", "posts"});
  std::vector<Hit> hits;
  REQUIRE(live->index().lookup(KeySpace::instagram_media, std::vector<Key>{{0, 9100000000000000010U}}, hits));
  CHECK(hits.size() == 1);
  REQUIRE(live->index().lookup(KeySpace::flickr_photo, std::vector<Key>{{0, 77}, {0, 1000}}, hits));
  CHECK(hits.size() == 2);
  CHECK_FALSE(GenerationBuilder::begin(folder.path(), kDamagedOn)->damage().has_value());
}

TEST_CASE("damage: an import over what cannot be read at all starts anew") {
  for (const char* name : {kPackFile, kManifestFile, "../../live"}) {
    CAPTURE(name);
    const Damaged damaged;
    damaged.write(name, "x");
    if (std::string_view(name) == kManifestFile) damaged.write(kPackFile, "x");
    auto builder = GenerationBuilder::begin(damaged.folder(), kDamagedOn).value();
    const auto damage = builder.damage();
    REQUIRE(damage.has_value());
    CHECK(damage->knows_all_lost == (std::string_view(name) != kManifestFile));
    // Which generation was live is not known, but the last one is there.
    const bool is_kept = std::string_view(name) == "../../live";
    CHECK(damage->lost ==
          (std::string_view(name) == kPackFile ? std::vector<std::string>{"faces"} : std::vector<std::string>{}));
    CHECK(damage->kept == (is_kept ? std::vector<std::string>{"faces"} : std::vector<std::string>{}));
    REQUIRE(builder.begin_list("new", "2026-01-01"));
    REQUIRE(builder.add(parse_list_row("flickr\tphoto\t77").value()));
    REQUIRE(builder.finish().has_value());
    CHECK(Generation::open_live(damaged.folder()).value()->index().lists().size() == (is_kept ? 3 : 2));
  }
}

TEST_CASE("damage: a catalogue that is damaged costs no list") {
  const Damaged damaged;
  damaged.write(kCatalogueFile, "x");
  auto builder = GenerationBuilder::begin(damaged.folder(), kDamagedOn).value();
  CHECK(builder.damage()->kept == std::vector<std::string>{"faces"});
  CHECK(builder.finish()->changed);
  CHECK(answers_rightly(Generation::open_live(damaged.folder()).value()->index()));
}

TEST_CASE("damage: a newer program's generation is unsupported") {
  const Damaged damaged;
  std::string manifest = damaged.read(kManifestFile);
  const std::string format = "\"format\": 2";
  manifest.replace(manifest.find(format), format.size(), "\"format\": 3");
  damaged.write(kManifestFile, manifest);
  CHECK(damaged.opening_fails_with() == ErrorCode::unsupported);
}

}  // namespace bycatch
