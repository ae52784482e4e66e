// The real `bycatch`, run as people run it.
#include <doctest/doctest.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "command_run.h"
#include "protocol_json.gen.h"

namespace bycatch {
namespace {

// A data folder and the program; the starter list is imported unless the test wants none.
class Person {
 public:
  enum class Data { starter, none };
  explicit Person(Data data = Data::starter) {
    if (data == Data::starter) {
      REQUIRE(run({"import", "--starter"}).code == 0);
    }
  }

  Ended run(const std::vector<std::string>& arguments, const CommandRun::Options& options = {}) const {
    return CommandRun(BYCATCH_BINARY, home(), arguments, options).wait();
  }

  std::vector<nlohmann::json> json(std::vector<std::string> arguments, int code, const std::string& input = "") const {
    arguments.emplace_back("--json");
    const Ended ended = run(arguments, {.input = input, .max_file_bytes = {}});
    CAPTURE(ended.err);
    CHECK(ended.code == code);
    std::istringstream lines(ended.out);
    std::vector<nlohmann::json> objects;
    for (std::string line; std::getline(lines, line);) {
      objects.push_back(nlohmann::json::parse(line, nullptr, false));
      CAPTURE(line);
      CHECK(objects.back().is_object());
    }
    return objects;
  }

  [[nodiscard]] std::filesystem::path home() const { return folder_.path() / "home"; }
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }

  std::string file(const std::string& name, const std::string& contents) const {
    const auto path = folder_.path() / name;
    std::ofstream(path, std::ios::binary) << contents;
    return path.string();
  }

 private:
  TempFolder folder_;
};

constexpr auto kListed = "https://www.flickr.com/photos/somebody/9000000000001/";
constexpr auto kNotListed = "https://www.flickr.com/photos/somebody/9000000009999/";

}  // namespace

TEST_CASE("cli check: exit codes and words") {
  const Person person;
  const Ended listed = person.run({"check", kListed});
  CHECK(listed.code == 1);
  CHECK(listed.out == std::string(kListed) +
                          ":\nlisted in Demo: Mask Selfies (made up) (photo id)\n"
                          "listed in Demo: Street Portraits (made up) (photo id)\n");
  const Ended not_listed = person.run({"check", kNotListed});
  CHECK(not_listed.code == 0);
  CHECK(not_listed.out ==
        std::string(kNotListed) +
            ": not in the 2 lists we hold (newest 2026-01-01); 2 of them could hold a Flickr photo (when it was "
            "posted is not known)\n");
  const Ended no_subject = person.run({"check", "https://example.com/"});
  CHECK(no_subject.code == 2);
  CHECK(no_subject.out.starts_with("https://example.com/: could not check: nothing in it names a photo"));
  const Ended account = person.run({"check", "@99999900001@N00"});
  CHECK(account.code == 1);
  CHECK(account.out.find("listed in Demo: Street Portraits (made up) (account: 12 photos of it)\n") !=
        std::string::npos);
  CHECK(person.run({"check", "#bycatchtest"}).code == 1);
  CHECK(person.run({"check", "#nobodysaidanythingofthis"}).code == 0);
  CHECK(person.run({"check", kListed, "https://example.com/"}).code == 2);
}

TEST_CASE("cli check: a file that is no picture says so") {
  const Person person;
  const std::string picture = person.file("picture.jpg", "x");
  const Ended ended = person.run({"check", picture});
  CHECK(ended.code == 2);
  CHECK(ended.out == picture + ": could not check: it is no picture (at its start).\n");
  CHECK(person.json({"check", picture}, 2).at(0)["code"] == "bad_format");
}

TEST_CASE("cli check: --json is the protocol's Answer, in the order asked") {
  const Person person;
  const std::vector<std::string> subjects = {kNotListed, "#bycatchtest",
                                             kListed,    "@99999900002@N00",
                                             "nonsense", "https://www.flickr.com/photos/x/9999999999999"};
  std::vector<std::string> words = {"check"};
  words.insert(words.end(), subjects.begin(), subjects.end());
  const auto answers = person.json(words, 2);
  REQUIRE(answers.size() == subjects.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto answer = parse_answer(answers[i]);
    REQUIRE(answer.has_value());
    CHECK(answer->subject == subjects[i]);
  }
  CHECK(answers[1]["advisories"].size() == 1);
  CHECK(answers[1]["identifiers"].size() == 2);
  CHECK(answers[3]["listings"][0]["count"] == 28);
  CHECK(answers[4]["code"] == "not_checkable");
  CHECK(answers[5]["listings"][0]["dataset"] == "bycatch-test");
  CHECK(answers[5]["coverage"]["lists"] == 2);
}

TEST_CASE("cli check: standard input, one subject a line") {
  const Person person;
  std::string input;
  for (int i = 0; i < 10'000; ++i) {
    input += "https://www.flickr.com/photos/x/" + std::to_string(9000000000000 + i) + "\r\n";
  }
  const auto answers = person.json({"check", "-"}, 1, input + "\n\n#bycatchtest");
  REQUIRE(answers.size() == 10'001);
  std::size_t listed = 0;
  for (const auto& answer : answers) {
    listed += answer["listings"].empty() ? 0U : 1U;
  }
  CHECK(listed == 40);
  CHECK(person.json({"check", "-"}, 2, std::string(100'000, 'a')).at(0)["code"] == "too_large");
  CHECK(person.json({"check", "-"}, 0, "").empty());
}

TEST_CASE("cli watch: what is added is listed, told by check and tags, and removed") {
  const Person person;
  CHECK(person.run({"watch", "list"}).out.empty());
  CHECK(!std::filesystem::exists(person.home() / "state.db"));
  const Ended added = person.run({"watch", "add", "#NobodySaidAnythingOfThis", "@99999900001@N00"});
  CHECK(added.code == 0);
  CHECK(added.out.starts_with("#nobodysaidanythingofthis  instagram  since 20"));
  const auto watches = person.json({"watch", "list"}, 0);
  REQUIRE(watches.size() == 3);
  CHECK(watches[1]["platform"] == "flickr");
  CHECK(watches[2]["kind"] == "account");
  CHECK(watches[2]["id"] == "99999900001@N00");

  const Ended check = person.run({"check", "#nobodySaidAnythingOfThis"});
  CHECK(check.code == 1);
  CHECK(check.out.find("on your watch list (watched)") != std::string::npos);
  const auto tags = person.json({"tags", "nobodysaidanythingofthis"}, 1);
  REQUIRE(tags.size() == 2);
  CHECK(tags[0]["level"] == "watched");
  CHECK(!tags[0].contains("dataset"));
  CHECK(person.json({"tags"}, 0).at(0)["level"] != "watched");

  CHECK(person.json({"watch", "remove", "#nobodysaidanythingofthis"}, 0).size() == 2);
  CHECK(person.run({"watch", "remove", "#nobodysaidanythingofthis"}).code == 2);
  CHECK(person.run({"check", "#nobodysaidanythingofthis"}).code == 0);
}

TEST_CASE("cli watch: what no list could hold is refused, and stops nothing else") {
  const Person person(Person::Data::none);
  const Ended ended =
      person.run({"watch", "add", "selfie", "@nobody", "https://www.flickr.com/people/99999900001@N00/"});
  CHECK(ended.code == 2);
  CHECK(ended.out == "@99999900001@N00  flickr  since " + ended.out.substr(ended.out.size() - 11));
  CHECK(std::ranges::count(ended.err, '\n') == 2);
  std::ofstream(person.home() / "state.db") << "no database";
  CHECK(person.json({"watch", "list"}, 2).at(0)["code"] == "corrupt");
  CHECK(person.run({"check", "#selfie"}).code == 2);
}

TEST_CASE("cli watch check: what new lists hold is told once") {
  const Person person(Person::Data::none);
  CHECK(person.run({"watch", "add", "@99999900001@N00"}).code == 0);
  CHECK(person.json({"watch", "check"}, 2).at(0)["code"] == "no_index");
  CHECK(person.run({"import", "--starter"}).code == 0);
  const Ended told = person.run({"watch", "check"});
  CHECK(told.code == 1);
  CHECK(told.out.starts_with("@99999900001@N00  flickr  17 new since 20"));
  CHECK(told.out.find("Demo: Street Portraits (made up)") != std::string::npos);
  CHECK(person.run({"watch", "check"}).code == 0);
  const std::string more = person.file("more.tsv", "flickr\tphoto\t9100000000001\t99999900001@N00\n");
  CHECK(person.run({"import", "--dataset", "pipa", more}).code == 0);
  const auto news = person.json({"watch", "check"}, 1);
  REQUIRE(news.size() == 1);
  CHECK(news[0]["lists"] == nlohmann::json::parse(R"([{"dataset":"pipa","photos":1}])"));
  CHECK(person.json({"watch", "check"}, 0).empty());
}

TEST_CASE("cli request: noted, sent, due, answered") {
  const Person person;
  CHECK(person.run({"request", "list"}).out.empty());
  CHECK(!std::filesystem::exists(person.home() / "state.db"));
  const Ended noted = person.run({"request", "new", "ffhq"});
  CHECK(noted.code == 0);
  CHECK(noted.out.starts_with("1  Flickr-Faces-HQ (FFHQ)  "));
  CHECK(noted.out.find("gdpr_erasure  drafted 20") != std::string::npos);
  CHECK(noted.err.find("researchinquiries@nvidia.com") != std::string::npos);
  const auto sent = person.json({"request", "mark", "1", "sent"}, 0).at(0);
  CHECK(parse_removal_request(sent));
  CHECK(sent["state"] == "sent");
  CHECK(sent["due"] > sent["sent"]);
  CHECK(person.run({"request", "list"}).out.find("; answer due " + sent["due"].get<std::string>() + ", in ") !=
        std::string::npos);
  CHECK(person.run({"request", "mark", "1", "answered"}).out.find("answer due") == std::string::npos);
  CHECK(person.json({"request", "list"}, 0).at(0)["state"] == "answered");
}

TEST_CASE("cli request: what is none is refused and changes nothing") {
  const Person person;
  CHECK(person.run({"request", "new", "no-such-dataset"}).code == 2);
  CHECK(person.run({"request", "new", "ffhq", "--letter", "threat"}).code == 2);
  CHECK(person.run({"request", "mark", "1", "sent"}).code == 2);
  CHECK(person.run({"request", "mark", "1", "lost"}).code == 2);
  CHECK(person.json({"request", "list"}, 0).empty());
}

TEST_CASE("cli identify: what addresses name, from arguments and standard input") {
  const Person person(Person::Data::none);
  const auto lines = person.json({"identify", kListed, "-", "flickr.com/photos/x/1"}, 0, "https://example.com/\n");
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] ==
        nlohmann::json{{"url", kListed},
                       {"identifiers", {{{"platform", "flickr"}, {"kind", "photo"}, {"id", "9000000000001"}}}}});
  CHECK(lines[1] == nlohmann::json{{"url", "https://example.com/"}, {"identifiers", nlohmann::json::array()}});
  CHECK(lines[2]["identifiers"][0]["id"] == "1");
  CHECK(person.run({"identify", kListed}).out == std::string(kListed) + ": flickr photo 9000000000001\n");
}

TEST_CASE("cli import: rows, refusals, and again") {
  const Person person(Person::Data::none);
  const std::string list = person.file(
      "list.tsv",
      "flickr\tphoto\t11\t99999900001@N00\nflickr\tphoto\tx\nflickr\tphoto\t12\nweb\turl\thttps://example.com/a.jpg\n");
  const Ended first = person.run({"import", "--dataset", "example-faces", "--date", "2026-02-03", list});
  CHECK(first.code == 0);
  CHECK(first.out == "imported 3 rows into example-faces\nit holds 2 Flickr photos, 1 account, 1 other address\n");
  CHECK(first.err == list + ": refused 1 rows whose id is not of its kind's form (line 2)\n");
  const auto again = person.json({"import", "--dataset", "example-faces", list}, 0).at(0);
  CHECK(again["changed"] == false);
  CHECK(again["files"][0]["refused"]["id"] == nlohmann::json{{"rows", 1}, {"lines", {2}}});
  const auto status = person.json({"status"}, 0).at(0);
  CHECK(status["data_date"] == "2026-02-03");
  CHECK(status["lists"] == 1);
  CHECK(status["records"] == 4);
  CHECK(status["index"] == "ready");
  CHECK(person.json({"check", "https://www.flickr.com/photos/x/12"}, 1).at(0)["listings"][0]["dataset"] ==
        "example-faces");
}

TEST_CASE("cli import: several files are one list") {
  const Person person(Person::Data::none);
  const std::string one = person.file("one.tsv", "flickr\tphoto\t11\n");
  const std::string two = person.file("two.tsv", "flickr\tphoto\t11\nflickr\tphoto\t12\n");
  CHECK(person.run({"import", "--dataset", "faces", one, two}).code == 0);
  CHECK(person.json({"status"}, 0).at(0)["records"] == 2);
}

TEST_CASE("cli import: what cannot be imported leaves all as it was and says why") {
  const Person person;
  const auto before = person.json({"status"}, 0).at(0)["generation"];
  const std::string good = person.file("good.tsv", "flickr\tphoto\t11\n");
  const std::vector<std::pair<std::string, const char*>> cases = {
      {person.file("empty.tsv", ""), "bad_format"},
      {person.file("binary.tsv", std::string("flickr\tphoto\t1\n\0", 16)), "bad_format"},
      {person.file("none.tsv", "nothing\nof use\n"), "bad_format"},
      {person.folder().string(), "bad_format"},
      {(person.folder() / "missing.tsv").string(), "not_found"},
  };
  for (const auto& [file, code] : cases) {
    CAPTURE(file);
    const auto failure = person.json({"import", "--dataset", "faces", good, file}, 2).at(0);
    CHECK(failure["code"] == code);
    CHECK_FALSE(failure["next_step"].get<std::string>().empty());
  }
  CHECK(person.json({"import", "--dataset", "Not An Id", good}, 2).at(0)["code"] == "bad_request");
  CHECK(person.json({"import", "--dataset", "bycatch-test", good}, 2).at(0)["code"] == "bad_request");
  CHECK(person.json({"import", "--dataset", "faces", "--date", "2999-01-01", good}, 2).at(0)["code"] == "bad_request");
  CHECK(person.json({"status"}, 0).at(0)["generation"] == before);
}

TEST_CASE("cli import: labels are kept when asked for, and none that speaks of a person") {
  const Person person;
  const std::string list = person.file("masks.tsv",
                                       "flickr\tphoto\t11\t\t\tmedical_mask\n"
                                       "flickr\tphoto\t12\t\t\tfemale\n"
                                       "flickr\tphoto\t13\n");
  const auto listing = [&](const char* id) {
    return person.json({"check", "https://www.flickr.com/photos/x/" + std::string(id)}, 1).at(0)["listings"].at(0);
  };
  CHECK(person.json({"import", "--dataset", "masks", list}, 0).at(0)["changed"] == true);
  CHECK_FALSE(listing("11").contains("label"));
  CHECK(person.json({"import", "--dataset", "masks", "--labels", list}, 0).at(0)["changed"] == true);
  CHECK(listing("11")["label"] == "medical_mask");
  CHECK_FALSE(listing("12").contains("label"));
  CHECK_FALSE(listing("13").contains("label"));
  CHECK(person.run({"check", "https://www.flickr.com/photos/x/11"}).out.find("labelled medical_mask") !=
        std::string::npos);
  // Another list of the same photo bears none, and leaves this one's alone.
  const std::string other = person.file("faces.tsv", "flickr\tphoto\t11\n");
  CHECK(person.json({"import", "--dataset", "faces", other}, 0).at(0)["changed"] == true);
  const auto both = person.json({"check", "https://www.flickr.com/photos/x/11"}, 1).at(0)["listings"];
  REQUIRE(both.size() == 2);
  CHECK_FALSE(both[0].contains("label"));
  CHECK(both[1]["label"] == "medical_mask");
}

TEST_CASE("cli: before the first import nothing is said to be not listed") {
  const Person person(Person::Data::none);
  for (const char* subject : {kListed, "#bycatchtest", "@99999900001@N00"}) {
    const auto answer = person.json({"check", subject}, 2).at(0);
    CHECK(answer["state"] == "not_checked");
    CHECK(answer["code"] == "no_index");
  }
  CHECK(person.run({"check", kListed}).out.find("could not check: no list has been imported yet. Import") !=
        std::string::npos);
  CHECK(person.json({"status"}, 2).at(0)["index"] == "empty");
}

TEST_CASE("cli: a damaged index is said to be damaged, by check, status and doctor") {
  const Person person;
  const auto generation = person.json({"status"}, 0).at(0)["generation"].get<std::string>();
  const auto index = person.home() / "generations" / generation / "imported.segment";
  std::filesystem::resize_file(index, std::filesystem::file_size(index) / 2);
  const Ended check = person.run({"check", kNotListed});
  CHECK(check.code == 2);
  CHECK(check.out.find("could not check: the data on this machine is damaged") != std::string::npos);
  CHECK(check.out.find("not in the") == std::string::npos);
  CHECK(person.json({"status"}, 2).at(0)["index"] == "damaged");
  const auto findings = person.json({"doctor"}, 2);
  CHECK(findings.at(1)["check"] == "generation");
  CHECK(findings.at(1)["ok"] == false);
  const std::string list = person.file("list.tsv", "flickr\tphoto\t11\n");
  const Ended import = person.run({"import", "--dataset", "faces", list});
  CHECK(import.code == 0);
  CHECK(import.err.find("the index on this machine is damaged; lost, import again: demo-") != std::string::npos);
  CHECK(person.json({"check", "https://www.flickr.com/photos/x/11"}, 1).at(0)["state"] == "checked");
  CHECK(person.json({"doctor"}, 2).at(1)["ok"] == true);
}

TEST_CASE("cli datasets, tags, version") {
  const Person person;
  const auto card = parse_card(person.json({"datasets", "demo-mask-selfies"}, 0).at(0));
  REQUIRE(card.has_value());
  CHECK(card->name == "Demo: Mask Selfies (made up)");
  CHECK(person.json({"datasets"}, 0).size() >= 4);
  CHECK(person.json({"datasets", "no-such-thing"}, 2).at(0)["code"] == "not_found");
  const auto advisories = person.json({"tags", "#BycatchTest"}, 1);
  REQUIRE(advisories.size() == 2);
  CHECK(advisories[0]["level"] == "documented");
  CHECK(person.json({"tags", "facemask"}, 1).at(0)["level"] == "inferred");
  CHECK(person.json({"tags", "nobodysaidanythingofthis"}, 0).empty());
  CHECK(person.run({"version"}).out.starts_with("bycatch "));
  CHECK(person.run({}).code == 2);
  CHECK(person.run({"no-such-command"}).code == 2);
  CHECK(person.run({"--help"}).code == 0);
}

TEST_CASE("cli register: writes the manifest, leaves a foreign one, takes its own back") {
  const Person person(Person::Data::none);
  for (const auto& [kind, place, ids] : {std::tuple("chromium", "NativeMessagingHosts", "allowed_origins"),
                                         std::tuple("firefox", "native-messaging-hosts", "allowed_extensions")}) {
    CAPTURE(kind);
    const auto folder = person.folder() / kind;
    const auto manifest = folder / place / "org.bycatch.host.json";
    const auto words = [&](const char* verb) {
      return std::vector<std::string>{verb, "--browser-dir", folder.string(), "--kind", kind};
    };
    const auto read = [&] { return nlohmann::json::parse(std::ifstream(manifest), nullptr, false); };
    CHECK(person.run(words("register")).code == 0);
    CHECK(read()["name"] == "org.bycatch.host");
    CHECK(read()["type"] == "stdio");
    CHECK(read()[ids].size() == 1);
    CHECK(std::filesystem::path(read()["path"].get<std::string>()).is_absolute());
    CHECK(person.run(words("register")).code == 0);

    const std::string foreign = R"({"name": "org.bycatch.host", "path": "/bin/true"})";
    std::ofstream(manifest, std::ios::trunc) << foreign;
    CHECK(person.json(words("register"), 2).at(0)["code"] == "permission");
    CHECK(person.json(words("unregister"), 2).at(0)["code"] == "permission");
    CHECK(read() == nlohmann::json::parse(foreign));
    std::vector<std::string> forced = words("register");
    forced.emplace_back("--force");
    CHECK(person.run(forced).code == 0);
    CHECK(person.json(words("unregister"), 0).at(0)["removed"] == true);
    CHECK_FALSE(std::filesystem::exists(manifest));
    CHECK(person.json(words("unregister"), 0).at(0)["removed"] == false);
  }
  CHECK(person.run({"register", "--browser-dir", person.folder().string(), "--kind", "opera"}).code == 2);
}

TEST_CASE("cli doctor: every check has a word, every problem a next step") {
  const Person person;
  std::filesystem::create_directories(person.home() / ".mozilla");
  const auto before = person.json({"doctor"}, 2);
  std::set<std::string> checks;
  for (const auto& finding : before) {
    checks.insert(finding["check"].get<std::string>());
    CHECK(finding["ok"].get<bool>() != finding.contains("next_step"));
  }
  CHECK(checks == std::set<std::string>{"data_folder", "generation", "host", "decoder", "sandbox", "browser"});
  CHECK(person.run({"register", "--browser-dir", (person.home() / ".mozilla").string(), "--kind", "firefox"}).code ==
        0);
  CHECK(person.run({"doctor"}).code == 0);
}

}  // namespace bycatch
