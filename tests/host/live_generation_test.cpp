#include "live_generation.h"

#include <doctest/doctest.h>

#include "built_generation.h"
#include "temp_folder.h"

namespace bycatch {

namespace {

using namespace std::chrono_literals;

const ListLines kOnePhoto{"flickr\tphoto\t9000000000001"};
const ListLines kTwoPhotos{"flickr\tphoto\t9000000000001", "flickr\tphoto\t9000000000002"};
const ListLines kThreePhotos{"flickr\tphoto\t9000000000001", "flickr\tphoto\t9000000000002",
                             "flickr\tphoto\t9000000000003"};

// A live generation whose clock stands still until told.
struct Watched {
  TempFolder folder;
  std::chrono::steady_clock::time_point now{};
  LiveGeneration live{folder.path(), [this] { return now; }};
};

std::string name_of(const IndexInUse& index) {
  return index.generation ? index.generation->name() : "";
}

}  // namespace

TEST_CASE("live generation: none is no index, and one that is made is taken up by the next request") {
  Watched watched;
  CHECK(watched.live.look().trouble == ErrorCode::no_index);
  const std::string first = build_generation(watched.folder.path(), {{"street", kOnePhoto}});
  CHECK(name_of(watched.live.look()) == first);
  CHECK(!watched.live.look().trouble);
}

TEST_CASE("live generation: a new one is swapped in whole, and who holds the old one keeps it") {
  Watched watched;
  const std::string first = build_generation(watched.folder.path(), {{"street", kOnePhoto}});
  const IndexInUse held = watched.live.look();
  const std::string second = build_generation(watched.folder.path(), {{"street", kTwoPhotos}});
  CHECK(name_of(watched.live.look()) == second);
  CHECK(name_of(held) == first);
  std::vector<Hit> hits;
  const std::vector keys{key_of({Platform::flickr, IdentifierKind::photo, "9000000000001"})->key};
  CHECK(held.generation->index().lookup(KeySpace::flickr_photo, keys, hits));
  CHECK(hits.size() == 1);
}

TEST_CASE("live generation: a damaged new one leaves the old one in use, and says so until a whole one comes") {
  Watched watched;
  const std::string first = build_generation(watched.folder.path(), {{"street", kOnePhoto}});
  watched.live.look();
  const std::string second = build_generation(watched.folder.path(), {{"street", kTwoPhotos}});
  std::filesystem::permissions(index_file(watched.folder.path(), second), std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  std::filesystem::resize_file(index_file(watched.folder.path(), second), 100);
  CHECK(name_of(watched.live.look()) == first);
  CHECK(watched.live.look().trouble == ErrorCode::corrupt);

  const std::string third = build_generation(watched.folder.path(), {{"street", kThreePhotos}});
  CHECK(name_of(watched.live.look()) == third);
  CHECK(!watched.live.look().trouble);
}

TEST_CASE("live generation: one that could not be opened is tried again, but not with each request") {
  Watched watched;
  const std::string name = build_generation(watched.folder.path(), {{"street", kOnePhoto}});
  const auto kept = watched.folder.path() / "kept";
  std::filesystem::rename(index_file(watched.folder.path(), name), kept);
  const auto trouble = watched.live.look().trouble;
  CHECK(trouble);
  std::filesystem::rename(kept, index_file(watched.folder.path(), name));
  watched.now += 999ms;
  CHECK(watched.live.look().trouble == trouble);
  watched.now += 1ms;
  CHECK(name_of(watched.live.look()) == name);
  CHECK(!watched.live.look().trouble);
}

TEST_CASE("live generation: reported damage is remembered until another generation takes the place") {
  Watched watched;
  build_generation(watched.folder.path(), {{"street", kOnePhoto}});
  watched.live.look();
  watched.live.report_damage(ErrorCode::corrupt);
  CHECK(watched.live.look().trouble == ErrorCode::corrupt);
  CHECK(watched.live.look().generation);
  build_generation(watched.folder.path(), {{"street", kTwoPhotos}});
  CHECK(!watched.live.look().trouble);
}

TEST_CASE("live generation: one that its owner took away is not answered from any more") {
  Watched watched;
  build_generation(watched.folder.path(), {{"street", kOnePhoto}});
  CHECK(watched.live.look().generation);
  std::filesystem::remove_all(watched.folder.path());
  CHECK(!watched.live.look().generation);
  CHECK(watched.live.look().trouble == ErrorCode::no_index);
}

TEST_CASE("live generation: a name that is none, or no data folder, is trouble and not an empty index") {
  Watched watched;
  const std::string first = build_generation(watched.folder.path(), {{"street", kOnePhoto}});
  watched.live.look();
  std::filesystem::remove(watched.folder.path() / "live");
  std::filesystem::create_directory(watched.folder.path() / "live");
  CHECK(name_of(watched.live.look()) == first);
  CHECK(watched.live.look().trouble);
  CHECK(watched.live.look().trouble != ErrorCode::no_index);

  LiveGeneration nowhere{fail(ErrorCode::not_found, "none")};
  CHECK(nowhere.look().trouble == ErrorCode::not_found);
}

}  // namespace bycatch
