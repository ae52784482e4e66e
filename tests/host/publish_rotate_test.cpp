// Drills: keys are lost, stolen and changed, by the commands and files of a release.
#include "feed_desk.h"

namespace bycatch {
namespace {

using nlohmann::json;

// A feed whose root has three keys, of which two must sign.
class Drill : public FeedDesk {
 public:
  Drill() {
    init({"--root-count", "3", "--threshold", "2"});
    add("faces-a", photo_list(0, 20));
    build();
  }
  [[nodiscard]] std::vector<std::string> both(std::vector<std::string> more) const {
    more.insert(more.end(), {"--root-key", root_key(1), "--root-key", root_key(2)});
    return more;
  }
  [[nodiscard]] std::string id_of(const char* role, std::size_t at = 0) const {
    return json({"key", dir()})["keys"][role][at];
  }
  // From the first root, which people were given, to every byte.
  void prove(int root, int timestamp, const std::string& time = kDay2) const {
    const auto checked = check(time);
    REQUIRE(checked.is_object());
    CHECK(checked["versions"]["root"] == root);
    CHECK(checked["versions"]["timestamp"] == timestamp);
  }
};

}  // namespace

TEST_CASE("rotate: every online key that is lost is replaced, alone or with the others") {
  for (const std::vector<std::string>& roles : std::vector<std::vector<std::string>>{
           {"timestamp"}, {"snapshot"}, {"targets"}, {"targets", "snapshot", "timestamp"}}) {
    CAPTURE(roles.front());
    const Drill drill;
    std::vector<std::string> words;
    for (const std::string& role : roles) {
      std::filesystem::remove(drill.path("workshop/keys/" + role + ".pem"));
      words.insert(words.end(), {"--role", role});
    }
    CHECK(drill.code_of(drill.build_words(FeedDesk::kDay2)) == "not_found");
    const std::string old_id = drill.id_of(roles.front().c_str());
    CHECK(drill.rotate(drill.both(words))["published"] == true);
    CHECK(drill.id_of(roles.front().c_str()) != old_id);
    drill.prove(2, 2);
    drill.build(FeedDesk::kDay2);
    drill.prove(2, 3);
  }
}

TEST_CASE("rotate: a lost key of root is dropped by those who are left, and a new one counts") {
  const Drill drill;
  const std::string first = drill.id_of("root", 0);
  // Which of the files has that id is not known to us: two of three are left, whichever it was.
  const json dropped =
      drill.rotate({"--drop-root-key", first, "--new-root-key", drill.path("root-keys/root-4.pem"), "--root-key",
                    drill.root_key(1), "--root-key", drill.root_key(2), "--root-key", drill.root_key(3)});
  CHECK(dropped["published"] == true);
  drill.prove(2, 2);
  const json keys = drill.json({"key", drill.dir()});
  CHECK(keys["keys"]["root"].size() == 3);
  CHECK(keys["keys"]["root"].dump().find(first) == std::string::npos);
  // Renewed by the new key and one of the old ones that stayed.
  const json renewed =
      drill.rotate({"--root-key", drill.root_key(4), "--root-key", drill.root_key(1), "--root-key", drill.root_key(2)});
  CHECK(renewed["published"] == true);
  drill.prove(3, 3);
}

TEST_CASE("rotate: holders sign one after another, and nothing is published before enough have") {
  const Drill drill;
  const json one = drill.rotate({"--role", "timestamp", "--root-key", drill.root_key(3)});
  CHECK(one["published"] == false);
  CHECK(one["signatures"]["old"] == json{1, 2});
  drill.prove(1, 1);
  drill.build(FeedDesk::kDay2);  // goes on by the old key meanwhile
  drill.prove(1, 2);
  CHECK(drill.code_of(drill.rotate_words({"--role", "snapshot"})) == "bad_request");
  CHECK(drill.rotate({"--sign", "--root-key", drill.root_key(3)})["published"] == false);  // one key is one key
  CHECK(drill.rotate({"--sign", "--root-key", drill.root_key(1)})["published"] == true);
  drill.prove(2, 3);
  drill.build(FeedDesk::kDay2);
  drill.prove(2, 4);
  CHECK(drill.code_of(drill.rotate_words({"--sign", "--root-key", drill.root_key(1)})) == "not_found");
}

TEST_CASE("rotate: a root that waits can be thrown away") {
  const Drill drill;
  CHECK(drill.rotate({"--role", "timestamp", "--root-key", drill.root_key(3)})["published"] == false);
  CHECK(drill.rotate({"--cancel"})["published"] == false);
  CHECK(files_under(drill.path("workshop/pending")).empty());
  drill.build(FeedDesk::kDay2);
  drill.prove(1, 2);
}

TEST_CASE("rotate: keys that root does not name sign nothing") {
  const Drill drill;
  const Drill stranger;
  const json by_stranger =
      drill.rotate({"--role", "timestamp", "--root-key", stranger.root_key(1), "--root-key", stranger.root_key(2)});
  CHECK(by_stranger["published"] == false);
  CHECK(by_stranger["signatures"]["old"] == json{0, 2});
  drill.prove(1, 1);
}

TEST_CASE("rotate: a threshold that is raised binds the next root") {
  const Drill drill;
  CHECK(drill.code_of(drill.rotate_words(drill.both({"--threshold", "4"}))) == "bad_request");
  CHECK(drill.rotate(drill.both({"--threshold", "3"}))["published"] == false);  // the new root wants three already
  CHECK(drill.rotate({"--sign", "--root-key", drill.root_key(3)})["published"] == true);
  CHECK(drill.rotate(drill.both({"--role", "timestamp"}))["published"] == false);
  CHECK(drill.rotate({"--sign", "--root-key", drill.root_key(3)})["published"] == true);
  drill.prove(3, 3);
}

TEST_CASE("rotate: a run that ended between root and timestamp is put right by the next build") {
  const Drill drill;
  const auto before = files_under(drill.feed() / "metadata");
  const auto keys = files_under(drill.path("workshop/keys"));
  CHECK(drill.rotate({"--role", "timestamp", "--role", "snapshot", "--root-key", drill.root_key(1)})["published"] ==
        false);
  const auto pending = files_under(drill.path("workshop/pending"));
  CHECK(drill.rotate({"--sign", "--root-key", drill.root_key(2)})["published"] == true);
  // As if it had been killed: the new root is out, the timestamp is still the old one, the keys are not in place.
  std::ofstream(drill.feed() / "metadata" / "timestamp.json", std::ios::trunc) << before.at("timestamp.json");
  for (const auto& [name, contents] : keys) std::ofstream(drill.path("workshop/keys/" + name)) << contents;
  for (const auto& [name, contents] : pending) std::ofstream(drill.path("workshop/pending/" + name)) << contents;
  CHECK(drill.code_of({"check", drill.dir(), "--time", FeedDesk::kDay2}) == "signature");
  drill.build(FeedDesk::kDay2);
  drill.prove(2, 2);
}

TEST_CASE("rotate: an expired root is renewed, and the chain from the first one holds") {
  const Drill drill;
  const std::string late = "2028-01-01T00:00:00Z";
  CHECK(drill.code_of({"check", drill.dir(), "--time", late}) == "expired");
  CHECK(drill.json(drill.rotate_words(drill.both({}), late))["published"] == true);
  drill.build(late);
  drill.prove(2, 3, late);
}

}  // namespace bycatch
