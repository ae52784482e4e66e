#include "watched_folders.h"

#include <doctest/doctest.h>

#include "state_db.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

const Identifier kPictures{Platform::web, IdentifierKind::imprint, "/data/pictures"};
const Identifier kOthers{Platform::web, IdentifierKind::imprint, "/data/others"};

PictureImprints picture_number(std::uint64_t number) {
  PictureImprints imprints;
  for (std::size_t at = 0; at < imprints.size(); ++at) imprints[at].words = {number, at, 0, ~number};
  return imprints;
}

std::vector<PictureImprints> pictures_from(std::uint64_t first, std::size_t count) {
  std::vector<PictureImprints> pictures;
  for (std::uint64_t number = first; pictures.size() < count; ++number) pictures.push_back(picture_number(number));
  return pictures;
}

struct Folders {
  TempFolder folder;
  StateDb state = StateDb::open(folder.path()).value();

  Folders() {
    for (const Identifier& one : {kPictures, kOthers}) REQUIRE(state.watch_list().add(one, "2026-11-27"));
  }
  WatchedFolders list() { return state.watched_folders(); }
};

}  // namespace

TEST_CASE("watched folders: pictures take the place of those before, each folder its own, and go with it") {
  Folders folders;
  CHECK(folders.list().pictures(kPictures)->empty());
  const auto three = pictures_from(1, 3);
  const std::vector twice{three[2], three[0], three[1], three[2]};
  REQUIRE(folders.list().set_pictures(kPictures, twice));
  REQUIRE(folders.list().set_pictures(kOthers, pictures_from(2, 5)));
  CHECK(folders.list().pictures(kPictures).value() == three);
  REQUIRE(folders.list().set_pictures(kPictures, pictures_from(9, 1)));
  CHECK(folders.list().pictures(kPictures).value() == pictures_from(9, 1));
  REQUIRE(folders.state.watch_list().remove(kPictures));
  CHECK(folders.list().pictures(kPictures).error().code == ErrorCode::not_found);
  REQUIRE(folders.state.watch_list().add(kPictures, "2026-11-28"));
  CHECK(folders.list().pictures(kPictures)->empty());
  CHECK(folders.list().pictures(kOthers)->size() == 5);
}

TEST_CASE("watched folders: more pictures than can be compared are refused, and nothing changes") {
  Folders folders;
  REQUIRE(folders.list().set_pictures(kPictures, pictures_from(0, kMaxWatchedPictures - 1)));
  CHECK(folders.list().set_pictures(kOthers, pictures_from(0, 2)).error().code == ErrorCode::too_large);
  CHECK(folders.list().pictures(kOthers)->empty());
  CHECK(folders.list().set_pictures(kOthers, pictures_from(0, 1)));
  CHECK(folders.list().pictures(kPictures)->size() == kMaxWatchedPictures - 1);
}

TEST_CASE("watched folders: what was found is of the pictures that are kept") {
  Folders folders;
  CHECK((folders.list().found(kPictures).value() == WatchSeen{}));
  REQUIRE(folders.list().set_found(kPictures, "g1", {{"ffhq", 1}, {"pipa", 2}}));
  CHECK((folders.list().found(kPictures).value() == WatchSeen{"g1", "", {{"ffhq", 1}, {"pipa", 2}}}));
  REQUIRE(folders.list().set_found(kPictures, "g2", {{"pipa", 2}}));
  CHECK((folders.list().found(kPictures).value() == WatchSeen{"g2", "", {{"pipa", 2}}}));
  CHECK((folders.list().found(kOthers).value() == WatchSeen{}));
  REQUIRE(folders.list().set_pictures(kPictures, pictures_from(1, 1)));
  CHECK((folders.list().found(kPictures).value() == WatchSeen{}));
  CHECK(folders.list().set_found(kPictures, "", {}).error().code == ErrorCode::bad_request);
  CHECK(folders.list().set_found(kPictures, "g3", {{"No Word", 1}}).error().code == ErrorCode::bad_request);
  const std::vector<ListCount> many(kMaxWatchLists + 1, {"pipa", 1});
  CHECK(folders.list().set_found(kPictures, "g3", many).error().code == ErrorCode::bad_request);
}

TEST_CASE("watched folders: imprints that are none are corrupt, never left out") {
  Folders folders;
  REQUIRE(folders.list().set_pictures(kPictures, pictures_from(1, 2)));
  auto db = SqliteDb::open_or_create(folders.folder.path() / "state.db").value();
  REQUIRE(db.run("INSERT INTO watch_pictures SELECT watch, imprints || '0' FROM watch_pictures LIMIT 1"));
  CHECK(folders.list().pictures(kPictures).error().code == ErrorCode::corrupt);
}

}  // namespace bycatch
