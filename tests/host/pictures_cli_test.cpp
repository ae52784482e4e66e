// The real `bycatch import --images`, `check FILE` and `review`, with the real decoder.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "command_run.h"
#include "generation.h"
#include "picture_files.h"
#include "protocol_json.gen.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;
using test::draw_picture;

// A person with a data folder and a folder of pictures of which some are no pictures.
class PicturePerson {
 public:
  PicturePerson() {
    fs::create_directories(pictures() / "more");
    for (int seed = 0; seed < 12; ++seed) draw(seed, (seed % 3 == 0 ? "more/" : "") + std::to_string(seed) + ".png");
  }

  Ended run(std::vector<std::string> words) const { return start(std::move(words)).wait(); }
  CommandRun start(std::vector<std::string> words) const { return CommandRun(BYCATCH_BINARY, home(), words, {}); }
  std::vector<nlohmann::json> json(std::vector<std::string> words, int code) const {
    words.emplace_back("--json");
    const Ended ended = run(std::move(words));
    CAPTURE(ended.err);
    CHECK(ended.code == code);
    std::vector<nlohmann::json> objects;
    std::istringstream lines(ended.out);
    for (std::string line; std::getline(lines, line);) objects.push_back(nlohmann::json::parse(line, nullptr, false));
    return objects;
  }
  std::string draw(int seed, const std::string& name, const test::ChangeImage& change = {}) const {
    return test::save_picture(draw_picture("landscape", 320, 240, 3, static_cast<std::uint32_t>(seed)), pictures(),
                              name, change);
  }
  std::string put(const std::string& name, const std::string& bytes) const {
    std::ofstream(pictures() / name, std::ios::binary) << bytes;
    return pictures() / name;
  }
  Ended import() const { return run({"import", "--dataset", "faces", "--images", pictures()}); }
  [[nodiscard]] fs::path pictures() const { return folder_.path() / "pictures"; }
  [[nodiscard]] fs::path elsewhere() const { return folder_.path(); }
  [[nodiscard]] fs::path home() const { return folder_.path() / "home"; }

 private:
  TempFolder folder_;
};

nlohmann::json listings_of(const nlohmann::json& answer) {
  CHECK(parse_answer(answer).has_value());
  nlohmann::json out = nlohmann::json::array();
  for (const auto& listing : answer["listings"]) {
    CHECK(listing["match"] == "copy");
    out.push_back(listing["dataset"]);
  }
  return out;
}

}  // namespace

TEST_CASE("import --images: what is no picture is counted by reason with its code, all others are taken") {
  const PicturePerson person;
  test::save_picture(draw_picture("flat", 300, 300, 3, 9), person.pictures(), "sky.png");
  test::save_picture(draw_picture("plasma", 30000, 8, 3, 9), person.pictures(), "wide.png");
  test::save_picture(draw_picture("plasma", 1, 1, 3, 9), person.pictures(), "dot.png");
  person.draw(1, "moves.gif", test::twice_as_animation);
  person.put("empty.jpg", "");
  person.put("readme.txt", "about these pictures");
  person.put("drawing.svg", "<svg/>");
  const std::string whole = person.draw(1, "cut.jpg");
  fs::resize_file(whole, fs::file_size(whole) / 2);
  REQUIRE(::mkfifo((person.pictures() / "pipe").c_str(), 0600) == 0);

  const auto report = person.json({"import", "--dataset", "faces", "--images", person.pictures()}, 0).at(0);
  CHECK(report["accepted"] == 12);
  const auto& refused = report["files"][0]["refused"];
  CHECK(refused.size() == 9);
  const auto expect = [&](const char* fault, const char* code, const char* name) {
    CAPTURE(fault);
    REQUIRE(refused.contains(fault));
    CHECK(refused[fault]["files"] == 1);
    CHECK(refused[fault]["code"] == code);
    CHECK(refused[fault]["names"][0].get<std::string>().starts_with(name));
  };
  expect("low_quality", "not_checkable", "sky.png: quality ");
  expect("too_large", "too_large", "wide.png: 30000 x 8 pixels");
  expect("too_small", "not_checkable", "dot.png: 1 x 1 pixels");
  expect("animated", "unsupported", "moves.gif: 2 pictures");
  expect("empty", "bad_format", "empty.jpg");
  expect("no_picture", "bad_format", "readme.txt");
  expect("unsupported", "unsupported", "drawing.svg");
  expect("truncated", "truncated", "cut.jpg: row ");
  expect("unreadable", "io", "pipe: no regular file");

  const Ended again = person.import();
  CHECK(again.out == "already there: 12 rows into faces\nit holds 12 pictures\n");
  CHECK(again.err.contains("refused 1 file: it ends too early [cut.jpg: row "));
  CHECK_FALSE(again.err.contains('\r'));
}

TEST_CASE("import --images: what cannot be taken leaves all as it was and says why") {
  const PicturePerson person;
  REQUIRE(person.import().code == 0);
  const std::string before = Generation::open_live(person.home()).value()->name();
  fs::create_directory(person.elsewhere() / "none");
  for (const auto& [folder, code] : {std::pair((person.elsewhere() / "none").string(), "bad_format"),
                                     {person.put("file", "x"), "bad_request"},
                                     {"/nowhere", "not_found"}}) {
    CAPTURE(folder);
    const auto objects = person.json({"import", "--dataset", "faces", "--images", folder}, 2);
    REQUIRE(objects.size() == 1);
    CHECK(objects[0]["code"] == code);
  }
  CHECK(Generation::open_live(person.home()).value()->name() == before);
}

TEST_CASE("watch add FOLDER: copies of its pictures in new lists are news once, until it is taken off") {
  const PicturePerson person;
  person.put("readme.txt", "about these pictures");
  const std::string watched = person.pictures();
  const Ended added = person.run({"watch", "add", watched});
  CHECK(added.code == 0);
  CHECK(added.out.starts_with("pictures in " + watched + "  since 20"));
  CHECK(added.err.contains("watches 12 pictures"));
  CHECK(added.err.contains("readme.txt"));
  CHECK(person.json({"watch", "list"}, 0).at(0)["id"] == watched);

  // Three of them, one mirrored, as a list holds them; and a picture of somebody else's.
  const std::string list = person.elsewhere() / "listed";
  fs::create_directory(list);
  for (const int seed : {1, 2, 50})
    fs::rename(person.draw(seed, "taken.png"), list + "/" + std::to_string(seed) + ".png");
  fs::rename(person.draw(3, "taken.png", test::mirrored), list + "/3.png");
  const Ended imported = person.run({"import", "--dataset", "pipa", "--images", list});
  CHECK(imported.code == 0);
  CHECK(imported.err.contains("something new of what you watch"));
  const auto news = person.json({"watch", "check"}, 1);
  REQUIRE(news.size() == 1);
  CHECK(news[0]["kind"] == "imprint");
  CHECK(news[0]["lists"] == nlohmann::json::parse(R"([{"dataset":"pipa","photos":3}])"));
  CHECK(person.json({"watch", "check"}, 0).empty());

  // What is in lists already is no news of a picture that comes into the folder.
  fs::copy_file(list + "/50.png", person.pictures() / "50.png");
  const Ended again = person.run({"watch", "add", watched});
  CHECK(again.err.contains("watches 13 pictures"));
  CHECK(person.json({"watch", "check"}, 0).empty());

  fs::remove_all(person.pictures());
  CHECK(person.run({"watch", "remove", watched}).code == 0);
  CHECK(person.json({"watch", "list"}, 0).empty());
  CHECK(person.json({"watch", "add", watched}, 2).at(0)["code"] == "not_found");
}

TEST_CASE("watch add FOLDER: one without a picture is refused and not put on the list") {
  const PicturePerson person;
  fs::create_directory(person.elsewhere() / "none");
  CHECK(person.json({"watch", "add", person.elsewhere() / "none"}, 2).at(0)["code"] == "bad_format");
  CHECK(person.json({"watch", "list"}, 0).empty());
}

TEST_CASE("publish add --images: a feed brings imprints, by which copies are found; a later list takes their place") {
  const PicturePerson person;
  const std::string workshop = person.elsewhere() / "workshop";
  const auto done = [&](std::vector<std::string> words) {
    const Ended ended = person.run(std::move(words));
    CAPTURE(ended.err);
    REQUIRE(ended.code == 0);
  };
  const auto sync = [&] {
    const std::string tar = person.elsewhere() / "feed.tar";
    REQUIRE(std::system(("tar -C '" + workshop + "/feed' -cf '" + tar + "' metadata targets").c_str()) == 0);
    done({"sync", "--offline", tar, "--root", workshop + "/root.json"});
  };
  const auto matches = [&](const std::string& file, int code) {
    return listings_of(person.json({"check", file}, code).at(0));
  };
  person.put("none.png", "no picture");
  done({"publish", "init", workshop, "--root-keys", person.elsewhere() / "root-keys", "--no-passphrase"});
  const auto added = person.json(
      {"publish", "add", workshop, "--dataset", "faces", "--legal-basis", "made up", "--images", person.pictures()}, 0);
  CHECK(added.at(0)["rows"] == 12);
  done({"publish", "build", workshop});
  done({"publish", "check", workshop});
  sync();
  const std::string copy = person.draw(3, "../copy.jpg");
  CHECK(matches(copy, 1) == nlohmann::json::array({"faces"}));
  const auto receipt = person.json({"receipt", copy, "--out", person.elsewhere()}, 0);
  CHECK(receipt.at(0)["signed"] == true);
  done({"verify", receipt.at(0)["file"]});

  const auto radius = [&] {
    const auto live = Generation::open_live(person.home()).value();
    return std::ranges::find(live->index().lists(), "faces", &ListInfo::dataset)->radius;
  };
  CHECK(radius() == kDefaultRadius);
  done({"publish", "add", workshop, "--dataset", "faces", "--radius", "20"});
  done({"publish", "build", workshop});
  sync();
  CHECK(radius() == 20);

  const std::string other = person.draw(20, "../other.png");
  std::filesystem::remove_all(person.pictures());
  std::filesystem::create_directories(person.pictures());
  std::filesystem::copy_file(other, person.pictures() / "other.png");
  done({"publish", "add", workshop, "--dataset", "faces", "--images", person.pictures()});
  done({"publish", "build", workshop, "--allow-shrink"});
  sync();
  CHECK(matches(copy, 0).empty());
  CHECK(matches(other, 1) == nlohmann::json::array({"faces"}));

  std::filesystem::remove(person.pictures() / "other.png");
  const auto refused =
      person.json({"publish", "add", workshop, "--dataset", "faces", "--images", person.pictures()}, 2);
  CHECK(refused.at(0)["code"] == "bad_format");
}

TEST_CASE("import --images: kill -9 anywhere leaves the old index whole, and the next import goes through") {
  const PicturePerson person;
  REQUIRE(person.import().code == 0);
  const std::string listed = person.draw(5, "copy.jpg[Q=70]");
  fs::rename(listed, person.elsewhere() / "copy.jpg");
  for (int seed = 100; seed < 130; ++seed) person.draw(seed, std::to_string(seed) + ".png");
  for (const int wait_ms : {0, 40, 100, 200, 350, 500}) {
    CAPTURE(wait_ms);
    CommandRun import = person.start({"import", "--dataset", "faces", "--images", person.pictures()});
    std::this_thread::sleep_for(std::chrono::milliseconds(wait_ms));
    import.kill(SIGKILL);
    import.wait();
    CHECK(person.run({"check", (person.elsewhere() / "copy.jpg").string()}).code == 1);
  }
  // The last of them may have come to its end.
  CHECK(person.import().out.ends_with(" 42 rows into faces\nit holds 42 pictures\n"));
}

TEST_CASE("check: a picture file names the lists that hold a copy, mirrored, re-encoded or smaller too") {
  const PicturePerson person;
  REQUIRE(person.import().code == 0);
  const std::string copy = person.draw(4, "copy.jpg[Q=60]");
  const std::string mirror = person.draw(4, "mirror.webp[Q=80]", test::mirrored);
  const std::string other = person.draw(77, "other.jpg[Q=80]");
  const auto answers = person.json({"check", other, copy, "#bycatchtest", mirror}, 1);
  REQUIRE(answers.size() == 4);
  CHECK(listings_of(answers[0]).empty());
  CHECK(answers[0]["state"] == "checked");
  CHECK(answers[0]["coverage"]["could_hold"] == 1);
  CHECK(listings_of(answers[1]) == nlohmann::json{"faces"});
  CHECK(answers[1]["subject"] == copy);
  CHECK(answers[1]["identifiers"][0]["kind"] == "imprint");
  CHECK(answers[2]["advisories"].size() == 1);
  CHECK(listings_of(answers[3]) == nlohmann::json{"faces"});

  const Ended words = person.run({"check", copy});
  CHECK(words.out == copy + ": listed in faces (almost certainly the same picture)\n");
  CHECK(person.run({"check", other}).out.starts_with(other + ": not in the 1 list we hold (newest "));
}

TEST_CASE("check: what of a file could not be checked is never \"not listed\"") {
  const PicturePerson person;
  const std::string picture = person.draw(4, "a.png");
  CHECK(person.json({"check", picture}, 2).at(0)["code"] == "no_index");
  REQUIRE(person.run({"import", "--starter"}).code == 0);
  CHECK(person.run({"check", picture}).out ==
        picture +
            ": could not check: no list of pictures is held here. Import one: bycatch import --dataset ID --images "
            "DIR.\n");
  const std::string sky = test::save_picture(draw_picture("flat", 300, 300, 3, 9), person.pictures(), "sky.png");
  CHECK(person.json({"check", sky}, 2).at(0)["code"] == "not_checkable");
  CHECK(person.run({"check", sky}).out ==
        sky + ": could not check: there is too little to see in it: others would look like it.\n");
  CHECK(person.run({"check", person.pictures()}).out.contains("could not check: it cannot be read (no regular file)"));
}

TEST_CASE("review: a line for each file and one for the words, as the host answers") {
  const PicturePerson person;
  REQUIRE(person.run({"import", "--starter"}).code == 0);
  REQUIRE(person.import().code == 0);
  const std::string copy = person.draw(4, "copy.jpg[Q=60]");
  const std::string other = person.draw(78, "other.png");
  const auto answers =
      person.json({"review", copy, other, "--platform", "instagram", "--caption", "a #ByCatchTest, #nothing"}, 1);
  REQUIRE(answers.size() == 3);
  CHECK(listings_of(answers[0]) == nlohmann::json{"faces"});
  CHECK(listings_of(answers[1]).empty());
  CHECK(answers[2]["subject"] == "caption");
  CHECK(answers[2]["advisories"][0]["written"] == nlohmann::json{"#ByCatchTest"});
  const Ended words = person.run({"review", "--platform", "flickr", "--caption", "no tag"});
  CHECK(words.code == 0);
  CHECK(words.out == "caption: no source that we hold says that photos were collected by its tags\n");
  for (const std::vector<std::string>& bad : {std::vector<std::string>{"review", "--platform", "flickr"},
                                              {"review", copy},
                                              {"review", copy, "--platform", "web"}}) {
    CHECK(person.run(bad).code == 2);
  }
  CHECK(person.run({"review", "/nowhere.jpg", "--platform", "flickr"})
            .out.contains("could not check: it cannot be read (No such file or directory)"));
}

TEST_CASE("check: the published test picture is listed as a test, and counts nowhere") {
  const PicturePerson person;
  REQUIRE(person.run({"import", "--starter"}).code == 0);
  const std::string picture = BYCATCH_SOURCE "/shared/catalogue/test-picture.png";
  const auto answer = person.json({"check", picture}, 1).at(0);
  CHECK(answer["listings"] ==
        nlohmann::json::array({{{"dataset", "bycatch-test"}, {"match", "copy"}, {"distance", 0}}}));
  CHECK(answer["coverage"]["could_hold"] == 0);
  CHECK(person.run({"check", picture}).out ==
        picture + ": listed in Bycatch test list (almost certainly the same picture)\n");
}

}  // namespace bycatch
