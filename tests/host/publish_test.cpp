// The real `bycatch publish`: feeds are begun, filled, built, proven and broken.
#include <sys/stat.h>

#include "feed_desk.h"
#include "feed_release.h"
#include "file_mapping.h"
#include "segment_reader.h"

namespace bycatch {
namespace {

using nlohmann::json;

// Whether the pack that is published holds a Flickr photo or account.
class PublishedPack {
 public:
  explicit PublishedPack(const std::filesystem::path& file)
      : mapping_(FileMapping::open(file).value()), reader_(SegmentReader::open(mapping_.bytes()).value()) {}

  [[nodiscard]] bool holds(KeySpace space, std::uint64_t number) const {
    const Key key{0, number};
    std::vector<Hit> hits;
    REQUIRE(reader_->lookup(space, std::span(&key, 1), hits).has_value());
    return !hits.empty();
  }
  [[nodiscard]] bool holds_photo(int id) const {
    return holds(KeySpace::flickr_photo, 9'000'000'000'000 + static_cast<std::uint64_t>(id));
  }
  [[nodiscard]] std::size_t labels() const { return reader_->labels().size(); }

 private:
  FileMapping mapping_;
  std::unique_ptr<const SegmentReader> reader_;
};

mode_t mode_of(const std::filesystem::path& path) {
  struct stat about{};
  REQUIRE(::stat(path.c_str(), &about) == 0);
  return about.st_mode & 0777;
}

}  // namespace

TEST_CASE("publish: a feed is begun, built and proven, as plain files that anyone may serve") {
  const FeedDesk desk;
  const json begun = desk.init({"--root-count", "3", "--threshold", "2"});
  CHECK(begun["root_keys"].size() == 3);
  CHECK(desk.add("faces-a", photo_list(0, 200))["rows"] == 200 + 200 + 400);
  desk.add("faces-b", photo_list(100, 200), {"--pack", "more", "--title", "More of them", "--on-request"});
  const json built = desk.build();
  CHECK(built["timestamp"] == 1);
  CHECK(built["packs"].size() == 2);
  const json checked = desk.check();
  CHECK(checked["versions"] == json{{"root", 1}, {"timestamp", 1}, {"snapshot", 1}, {"targets", 1}});
  CHECK(checked["packs"][0]["pack"] == "lists");

  const json more = desk.targets()["packs/more/base.segment"]["custom"];
  CHECK(more["title"] == "More of them");
  CHECK(more["by_default"] == false);
  CHECK(more["current"]["root"] == more["root"]);
  CHECK(more["statements"][0] == json{{"dataset", "faces-b"}, {"legal_basis", "made up"}});
  const PublishedPack pack(desk.base_file("lists"));
  CHECK(pack.holds_photo(0));
  CHECK_FALSE(pack.holds_photo(250));
  CHECK(pack.holds(KeySpace::flickr_photo, 9'999'999'999'999));  // the test photo is in every pack
  CHECK(PublishedPack(desk.base_file("more")).holds(KeySpace::flickr_photo, 9'999'999'999'999));

  for (const auto& [name, contents] : files_under(desk.feed())) {
    CAPTURE(name);
    CHECK(mode_of(desk.feed() / name) == 0644);
    CHECK(mode_of((desk.feed() / name).parent_path()) == 0755);
  }
  CHECK(mode_of(desk.path("workshop/keys/timestamp.pem")) == 0600);
  CHECK(mode_of(desk.root_key(1)) == 0600);
}

TEST_CASE("publish: equal lists, keys and times give equal bytes") {
  const FeedDesk keys;
  keys.init();
  const auto built = [&](const FeedDesk& desk) {
    std::vector<std::string> given;
    for (const char* role : {"targets", "snapshot", "timestamp"}) {
      given.insert(given.end(), {"--key", role + ("=" + keys.path("workshop/keys/" + std::string(role) + ".pem"))});
    }
    given.insert(given.end(), {"--key", "root=" + keys.root_key(1)});
    desk.init(given);
    desk.add("faces-a", photo_list(0, 200));
    desk.build();
    desk.add("faces-a", photo_list(0, 220));
    desk.build(FeedDesk::kDay2);
    return files_under(desk.feed());
  };
  const FeedDesk one;
  const FeedDesk other;
  CHECK(built(one) == built(other));
}

TEST_CASE("publish: what is built again without news is only signed again, and in time") {
  const FeedDesk desk;
  desk.init();
  desk.add("faces-a", photo_list(0, 50));
  desk.build();
  const json again = desk.build(FeedDesk::kDay2);
  CHECK(again["changed"] == false);
  CHECK(again["timestamp"] == 2);
  CHECK(again["snapshot"] == 1);
  CHECK(again["packs"][0]["is_new"] == false);
  // Past half of the snapshot's 21 days, and half of the targets' 90.
  const json later = desk.build("2026-12-05T00:00:00Z");
  CHECK(later["snapshot"] == 2);
  CHECK(later["targets"] == 1);
  CHECK(desk.build("2027-01-10T00:00:00Z")["targets"] == 2);
  desk.check("2027-01-10T00:00:00Z");
  CHECK(desk.code_of({"check", desk.dir(), "--time", "2027-02-10T00:00:00Z"}) == "expired");
}

TEST_CASE("publish: what no client needs any more is removed") {
  const FeedDesk desk;
  desk.init();
  std::vector<std::filesystem::path> bases;
  for (int day = 0; day < 5; ++day) {
    desk.add("faces-a", photo_list(0, 50 + day));
    desk.build("2026-11-2" + std::to_string(day) + "T00:00:00Z");
    bases.push_back(desk.base_file("lists"));
  }
  CHECK_FALSE(std::filesystem::exists(bases[1]));
  CHECK(std::filesystem::exists(bases[2]));
  CHECK_FALSE(std::filesystem::exists(desk.feed() / "metadata" / "2.targets.json"));
  CHECK(std::filesystem::exists(desk.feed() / "metadata" / "1.root.json"));
  desk.check("2026-11-24T00:00:00Z");
}

TEST_CASE("publish: from each of the last states a delta leads to the present one, and what was removed goes with it") {
  const FeedDesk desk;
  desk.init({"--deltas", "2"});
  for (int day = 0; day < 4; ++day) {
    desk.add("faces-a", photo_list(day, 3000));
    const json built = desk.build("2026-11-2" + std::to_string(day) + "T00:00:00Z");
    CHECK(built["packs"][0]["deltas"] == std::min(day, 2));
  }
  const json targets = desk.targets();
  const json base = targets["packs/lists/base.segment"];
  std::size_t deltas = 0;
  for (const auto& [path, entry] : targets.items()) {
    if (entry["custom"]["kind"] != "delta") continue;
    ++deltas;
    CHECK(entry["custom"]["to"] == base["custom"]["root"]);
    CHECK(entry["custom"]["sha256"] == base["hashes"]["sha256"]);
    CHECK(entry["length"] < base["length"]);
  }
  CHECK(deltas == 2);
  const std::string today = "2026-11-23T00:00:00Z";
  CHECK(desk.check(today)["packs"][0]["deltas"] == 2);
  CHECK(desk.build(today)["packs"][0]["deltas"] == 2);
  CHECK(desk.targets() == targets);

  // Back to the state from before: only the one after it leads there.
  desk.add("faces-a", photo_list(2, 3000));
  desk.build(today);
  CHECK(desk.check(today)["packs"][0]["deltas"] == 1);
  // Without the states it can only be said that it was not proven.
  std::filesystem::remove_all(desk.path("workshop/states"));
  const json checked = desk.check(today);
  CHECK(checked["packs"][0]["deltas"] == 0);
  CHECK(checked["packs"][0]["unproven"] == 1);
}

TEST_CASE("publish: nothing is published without a legal basis, nor against a licence without a reason") {
  const FeedDesk desk;
  desk.init();
  const std::string list = desk.file("x.list", photo_list(0, 10));
  desk.json({"add", desk.dir(), "--dataset", "faces-a", list});
  CHECK(desk.code_of(desk.build_words()) == "bad_request");
  CHECK_FALSE(std::filesystem::exists(desk.feed() / "metadata" / "timestamp.json"));
  desk.json({"add", desk.dir(), "--dataset", "faces-a", "--legal-basis", "made up"});
  desk.build();

  // DiveFace's licence is known to be restricted; this other list says so itself.
  desk.add("diveface", photo_list(20, 10));
  CHECK(desk.code_of(desk.build_words(FeedDesk::kDay2)) == "bad_request");
  desk.json({"add", desk.dir(), "--dataset", "diveface", "--permission", "asked, and they said yes"});
  desk.add("faces-b", photo_list(40, 10), {"--restricted"});
  CHECK(desk.code_of(desk.build_words(FeedDesk::kDay2)) == "bad_request");
  CHECK(desk.check()["versions"]["timestamp"] == 1);
  desk.json({"add", desk.dir(), "--dataset", "faces-b", "--permission", "it is ours"});
  desk.build(FeedDesk::kDay2);
  const json statements = desk.targets()["packs/lists/base.segment"]["custom"]["statements"];
  REQUIRE(statements.size() == 3);
  CHECK(statements[0]["permission"] == "asked, and they said yes");
  CHECK(statements[0]["licence"] == "Non-commercial research only, also for copies and changed versions");
  CHECK(statements[2]["permission"] == "it is ours");
}

TEST_CASE("publish: labels are published only when asked for") {
  const FeedDesk desk;
  desk.init();
  const std::string list = "flickr\tphoto\t9000000000001\t\t\tmedical_mask\n";
  desk.add("faces-a", list);
  desk.build();
  CHECK(PublishedPack(desk.base_file("lists")).labels() == 0);
  desk.add("faces-a", list, {"--labels"});
  desk.build(FeedDesk::kDay2);
  CHECK(PublishedPack(desk.base_file("lists")).labels() == 1);
  CHECK(desk.targets()["packs/lists/base.segment"]["custom"]["statements"][0]["labels"] == true);
}

TEST_CASE("publish: who is taken out stays out, with what hangs on the photo or account") {
  const FeedDesk desk;
  desk.init();
  desk.add("faces-a", photo_list(0, 100));
  desk.build();
  // Photo 3, and account 99999910@N00, whose photos are 0 and 50.
  const std::string removals =
      desk.file("removals.tsv", "flickr\tphoto\t9000000000003\nflickr\taccount\t99999910@N00\n");
  const json removed = desk.json({"add", desk.dir(), "--remove", removals});
  CHECK(removed["removals"] == 2);
  CHECK(removed["removed"] == 3 * 4);  // of each photo: itself, its account, two tags
  desk.build(FeedDesk::kDay2);
  for (const bool is_added_again : {false, true}) {
    CAPTURE(is_added_again);
    if (is_added_again) {
      desk.add("faces-a", photo_list(0, 101));
      desk.build(FeedDesk::kDay3);
    }
    const PublishedPack pack(desk.base_file("lists"));
    CHECK_FALSE(pack.holds_photo(3));
    CHECK_FALSE(pack.holds_photo(0));
    CHECK_FALSE(pack.holds_photo(50));
    CHECK_FALSE(pack.holds(KeySpace::flickr_account, 99'999'910ULL * 100));
    CHECK(pack.holds_photo(4));
    CHECK(pack.holds(KeySpace::flickr_account, 99'999'911ULL * 100));
  }
}

TEST_CASE("publish: a pack that loses a fifth is held back unless that is meant") {
  const FeedDesk desk;
  desk.init();
  desk.add("faces-a", photo_list(0, 1000));
  desk.build();
  desk.add("faces-a", photo_list(0, 700));
  CHECK(desk.code_of(desk.build_words(FeedDesk::kDay2)) == "suspicious_shrink");
  CHECK(desk.check()["versions"]["timestamp"] == 1);
  desk.build(FeedDesk::kDay2, {"--allow-shrink"});
  const auto may_shrink = [&] { return desk.targets()["packs/lists/base.segment"]["custom"]["may_shrink"]; };
  CHECK(may_shrink() == true);
  // Whoever was away that day must be able to follow.
  desk.add("faces-a", photo_list(0, 710));
  desk.build(FeedDesk::kDay3);
  CHECK(may_shrink() == true);
  desk.add("faces-a", photo_list(0, 1000));
  desk.build(FeedDesk::kDay3);
  CHECK(may_shrink() == false);
}

TEST_CASE("publish: cards and advisories of one's own take the place of those that are built in") {
  const FeedDesk desk;
  desk.init();
  desk.add("faces-a", photo_list(0, 10));
  const json card = {{"id", "faces-a"},         {"name", "Faces A (made up)"}, {"photo_sources", json::array()},
                     {"platforms", {"flickr"}}, {"parents", json::array()},    {"users", json::array()},
                     {"matched_by", {"photo"}}, {"references", json::array()}};
  CHECK(desk.code_of({"add", desk.dir(), "--card", desk.file("other.json", card.dump())}) == "bad_format");
  CHECK(desk.code_of({"add", desk.dir(), "--card", desk.file("faces-a.json", "{\"id\": \"faces-a\"}")}) ==
        "bad_format");
  desk.json({"add", desk.dir(), "--card", desk.file("faces-a.json", card.dump())});
  desk.build();
  const std::string hash = desk.targets()["catalogue.json"]["hashes"]["sha256"];
  const json catalogue = json::parse(files_under(desk.feed() / "targets").at(hash + ".catalogue.json"));
  CHECK(std::find(catalogue["cards"].begin(), catalogue["cards"].end(), card) != catalogue["cards"].end());
  CHECK(catalogue["cards"].size() > 50);
  CHECK(catalogue["advisories"].size() > 1);
}

TEST_CASE("publish: hints are published as they are given, and none that would be passed over") {
  const FeedDesk desk;
  desk.init();
  desk.add("faces-a", photo_list(0, 10));
  const auto add = [&](const json& hints) {
    return desk.code_of({"add", desk.dir(), "--hints", desk.file("view.json", hints.dump())});
  };
  CHECK(add({{"platform", "instagram"}, {"photos", {".a", "a:has(img)"}}}) == "bad_format");
  CHECK(add({{"platform", "instagram"}, {"photos", json::array()}}) == "bad_format");
  CHECK(add({{"platform", "instagram"}, {"photos", std::vector<std::string>(17, ".a")}}) == "bad_format");
  CHECK(add({{"platform", "elsewhere"}, {"photos", {".a"}}}) == "bad_format");
  CHECK(add({{"platform", "instagram"}, {"photos", {".a"}}, {"tags", {".b"}}}) == "bad_format");
  const json hints = {{"platform", "instagram"}, {"photos", {"article > div.view img[src]"}}};
  desk.json({"add", desk.dir(), "--hints", desk.file("view.json", hints.dump())});
  desk.build();
  const std::string hash = desk.targets()["catalogue.json"]["hashes"]["sha256"];
  CHECK(json::parse(files_under(desk.feed() / "targets").at(hash + ".catalogue.json"))["hints"] == json{hints});
  desk.check();
  // Together, too, they are no more than are taken.
  const json many = {{"platform", "instagram"}, {"photos", std::vector<std::string>(16, ".a")}};
  desk.json({"add", desk.dir(), "--hints", desk.file("many.json", many.dump())});
  CHECK(desk.code_of(desk.build_words()) == "bad_format");
  // A publisher's folder from before there were hints.
  std::filesystem::remove_all(desk.path("workshop/catalogue/hints"));
  desk.build();
}

TEST_CASE("publish: shards that were sorted elsewhere are the same list") {
  const FeedDesk desk;
  desk.init();
  desk.add("faces-a", photo_list(0, 100));
  desk.build();
  const auto base = desk.base_file("lists");
  const std::string shard = files_under(desk.path("workshop/lists")).at("faces-a.shard");
  const std::size_t middle = shard.find('\n', shard.size() / 2) + 1;
  const auto add = [&](const std::string& first, const std::string& second) {
    return std::vector<std::string>{"add",           desk.dir(), "--dataset", "faces-a", "--time", FeedDesk::kDay1,
                                    "--legal-basis", "made up",  "--shards",  first,     second};
  };
  desk.json(add(desk.file("2", shard.substr(middle)), desk.file("1", shard.substr(0, middle))));
  CHECK(desk.build(FeedDesk::kDay2)["changed"] == false);
  CHECK(desk.base_file("lists") == base);
  CHECK(desk.code_of(add(desk.file("2", "nonsense\n"), desk.path("1"))) == "bad_format");
}

TEST_CASE("publish: imprints of pictures are part of a list, and stay when photos are removed") {
  const FeedDesk desk;
  desk.init();
  const std::string hashes = desk.file("hashes", std::string(64, '3') + ",100\n" + std::string(64, '5') + ",10\n");
  CHECK(desk.add("faces-a", photo_list(0, 10), {"--hashes", hashes})["rows"] == 10 + 10 + 20 + 1);
  desk.json({"add", desk.dir(), "--remove", desk.file("gone", "flickr\tphoto\t9000000000001\n")});
  CHECK(files_under(desk.path("workshop/lists"))
            .at("faces-a.shard")
            .ends_with("6\t" + std::string(64, '3') + "\tfaces-a\n"));
  desk.build();
  desk.check();
}

TEST_CASE("publish: keys are locked by the passphrase, of either kind, or given as files") {
  const FeedDesk desk;
  CHECK(desk.code_of({"init", desk.dir(), "--root-keys", desk.path("root-keys")}) == "bad_request");
  CHECK(desk.code_of({"init", desk.dir(), "--root-keys", desk.path("workshop/root-keys"), "--no-passphrase"}) ==
        "bad_request");
  desk.init({"--algorithm", "p256"});
  CHECK(files_under(desk.path("workshop/keys")).at("targets.pem").starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
  CHECK(desk.code_of({"init", desk.dir(), "--root-keys", desk.path("others"), "--no-passphrase"}) == "bad_request");
  desk.add("faces-a", photo_list(0, 10));
  auto wrong = desk.build_words();
  wrong[3] = desk.file("wrong", "battery staple\n");
  CHECK(desk.code_of(wrong) == "bad_request");
  desk.build();
  desk.check();
  CHECK(desk.json({"key", desk.dir()})["keys"]["timestamp"].size() == 1);
}

TEST_CASE("publish check: any file that is missing, cut or changed is named") {
  const FeedDesk desk;
  desk.init();
  desk.add("faces-a", photo_list(0, 20));
  desk.build();
  for (const auto& [name, contents] : files_under(desk.feed())) {
    CAPTURE(name);
    const auto path = desk.feed() / name;
    const auto code_with = [&](const std::string& bytes) {
      std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
      return desk.code_of({"check", desk.dir(), "--time", FeedDesk::kDay1});
    };
    std::string changed = contents;
    changed[changed.size() / 2] ^= 1;
    code_with(changed);
    code_with(contents.substr(0, contents.size() - 2));
    std::filesystem::remove(path);
    CHECK(desk.code_of({"check", desk.dir(), "--time", FeedDesk::kDay1}) ==
          (name.ends_with("root.json") ? "root_chain" : "not_found"));
    std::ofstream(path, std::ios::binary) << contents;
  }
  const FeedDesk stranger;
  stranger.init();
  CHECK(desk.code_of({"check", desk.dir(), "--time", FeedDesk::kDay1, "--root", stranger.path("workshop/root.json")}) ==
        "root_chain");
  desk.check();
}

TEST_CASE("publish check: what is signed but not so is seen") {
  const FeedDesk desk;
  desk.init();
  desk.add("faces-a", photo_list(0, 3000));
  desk.build();
  desk.add("faces-a", photo_list(1, 3000));
  desk.build();
  Signers signers;
  for (const FeedRole role : {FeedRole::targets, FeedRole::snapshot, FeedRole::timestamp}) {
    const auto file = desk.path("workshop/keys/" + std::string(to_string(role)) + ".pem");
    signers[role].push_back(SigningKey::read(file, "correct horse").value());
  }
  const json good = desk.targets();
  const FeedFolder feed(desk.feed());
  const auto now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 20);
  const auto code_of = [&](const json& targets) -> std::string {
    REQUIRE(release(feed, signers, {}, now, {.targets = targets, .root = {}}).has_value());
    const Ended ended = desk.run({"check", desk.dir(), "--time", FeedDesk::kDay1, "--json"});
    return ended.code == 0 ? "" : json::parse(ended.out)["code"].get<std::string>();
  };
  const std::string base = "packs/lists/base.segment";
  const auto with = [&](const json::json_pointer& at, const json& value) {
    json targets = good;
    targets[base]["custom"][at] = value;
    return targets;
  };
  CHECK(code_of(good) == "");
  CHECK(code_of(with("/root"_json_pointer, std::string(64, '0'))) == "result_mismatch");
  CHECK(code_of(with("/current/root"_json_pointer, std::string(64, '0'))) == "delta_unusable");
  CHECK(code_of(with("/current/keys"_json_pointer, 1)) == "result_mismatch");
  CHECK(code_of(with("/current/bytes"_json_pointer, 1)) == "result_mismatch");
  CHECK(code_of(with("/current/sha256"_json_pointer, "0")) == "result_mismatch");
  CHECK(code_of(with("/current/lists/0/dataset"_json_pointer, "x")) == "result_mismatch");
  CHECK(code_of(with("/pack"_json_pointer, "../x")) == "bad_format");
  CHECK(code_of(with("/kind"_json_pointer, "other")) == "bad_format");
  // The delta, as it is and as it is not.
  std::string delta;
  for (const auto& [path, entry] : good.items()) delta = path.ends_with(".delta") ? path : delta;
  REQUIRE_FALSE(delta.empty());
  const auto with_delta = [&](const json::json_pointer& at, const json& value) {
    json targets = good;
    targets[delta][at] = value;
    return targets;
  };
  CHECK(code_of(with_delta("/custom/sha256"_json_pointer, "0")) == "result_mismatch");
  CHECK(code_of(with_delta("/custom/bytes"_json_pointer, 1)) == "result_mismatch");
  CHECK(code_of(with_delta("/custom/to"_json_pointer, std::string(64, '0'))) == "delta_unusable");
  CHECK(code_of(with_delta("/custom/from"_json_pointer, std::string(64, '0'))) == "delta_unusable");
  json renamed = good;
  renamed["packs/lists/other.delta"] = good[delta];
  renamed.erase(delta);
  std::filesystem::copy_file(
      feed.target(delta, good[delta]["hashes"]["sha256"].get<std::string>()),
      feed.target("packs/lists/other.delta", good[delta]["hashes"]["sha256"].get<std::string>()));
  CHECK(code_of(renamed) == "delta_unusable");
  // The bytes of another file under its name: signed, and no delta.
  json no_delta = good;
  no_delta[delta]["hashes"] = good["catalogue.json"]["hashes"];
  no_delta[delta]["length"] = good["catalogue.json"]["length"];
  const std::string catalogue_hash = good["catalogue.json"]["hashes"]["sha256"];
  std::filesystem::copy_file(feed.target("catalogue.json", catalogue_hash), feed.target(delta, catalogue_hash));
  CHECK(code_of(no_delta) == "delta_unusable");

  // Signed, and with a hint that whoever syncs would pass over.
  const json bad_hint = {{"platform", "flickr"}, {"photos", {"a:has(img)"}}};
  const json with_bad_hint = {
      {"format", 1}, {"cards", json::array()}, {"advisories", json::array()}, {"hints", {bad_hint}}};
  const auto put = feed.put_target("catalogue.json", with_bad_hint.dump(), {{"kind", "catalogue"}, {"format", 1}});
  REQUIRE(put.has_value());
  json with_hints = good;
  with_hints["catalogue.json"] = *put;
  CHECK(code_of(with_hints) == "bad_format");

  json no_catalogue = good;
  no_catalogue.erase("catalogue.json");
  CHECK(code_of(no_catalogue) == "bad_format");
  json two_bases = good;
  two_bases["packs/lists/again.segment"] = good[base];
  std::filesystem::copy_file(desk.base_file("lists"), feed.target("packs/lists/again.segment",
                                                                  good[base]["hashes"]["sha256"].get<std::string>()));
  CHECK(code_of(two_bases) == "bad_format");
  json outside = good;
  outside["../x"] = good["catalogue.json"];
  CHECK(code_of(outside) == "bad_format");
}

TEST_CASE("publish: a disk that is full at any file leaves the published feed whole") {
  const FeedDesk desk;
  desk.init();
  desk.add("faces-a", photo_list(0, 3000));
  desk.build();
  desk.add("faces-a", photo_list(0, 3300));
  for (const rlim_t limit : {rlim_t{700}, rlim_t{1'500}, rlim_t{9'000}, rlim_t{60'000}}) {
    CAPTURE(limit);
    auto words = desk.build_words(FeedDesk::kDay2);
    words.emplace_back("--json");
    const Ended ended = desk.run(words, limit);
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(json::parse(ended.out, nullptr, false)["code"] == "no_space");
    CHECK(desk.check()["versions"]["timestamp"] == 1);
  }
  CHECK(desk.build(FeedDesk::kDay2)["changed"] == true);
  desk.check();
}

}  // namespace bycatch
