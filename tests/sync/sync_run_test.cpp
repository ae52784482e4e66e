// Whole runs of a sync: from a feed on a hostile server, or in a tar file, into the live generation.
#include "sync_run.h"

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include "file_lock.h"
#include "sync_bench.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

struct Fault {
  const char* name;
  const char* path;
  std::function<void(ServerAnswer&)> bend;
  ErrorCode code;
};

std::string bit_flipped(std::string bytes) {
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  return bytes;
}

const std::vector<Fault>& faults() {
  const auto page = [](ServerAnswer& answer) {
    answer = {.body = "<!DOCTYPE html><html>Sign in</html>", .headers = {"Content-Type: text/html"}};
  };
  const auto status = [](int code) {
    return [code](ServerAnswer& answer) { answer = {.status = code, .body = "{}"}; };
  };
  const auto body = [](const std::string& text) { return [text](ServerAnswer& answer) { answer = {.body = text}; }; };
  static const std::vector<Fault> kFaults = {
      {"N10 a guest network answers everything with its page", "/", page, ErrorCode::not_a_feed},
      {"N12 403 for everything", "/", status(403), ErrorCode::http_status},
      {"N12 511 for everything", "/", status(511), ErrorCode::http_status},
      {"N19 an encoded timestamp", "timestamp.json", [](ServerAnswer& a) { a.headers = {"Content-Encoding: br"}; },
       ErrorCode::bad_format},
      {"N21 an endless timestamp", "timestamp.json", [](ServerAnswer& a) { a.is_endless = true; },
       ErrorCode::too_large},
      {"N21 an endless root", "2.root.json",
       [](ServerAnswer& a) { a = {.body = std::string(4096, '{'), .is_endless = true}; }, ErrorCode::too_large},
      {"N22 an endless base", "base.segment", [](ServerAnswer& a) { a.is_endless = true; }, ErrorCode::too_large},
      {"N25 500 for the next root", "2.root.json", status(500), ErrorCode::http_status},
      {"S10 the snapshot is not there yet", "2.snapshot.json", status(404), ErrorCode::http_status},
      {"S10 the targets are not there yet", "2.targets.json", status(404), ErrorCode::http_status},
      {"S10 the base is not there yet", "base.segment", status(404), ErrorCode::http_status},
      {"S10 the catalogue is not there yet", "catalogue.json", status(404), ErrorCode::http_status},
      {"S20 a bit of the base is flipped", "base.segment", [](ServerAnswer& a) { a.body = bit_flipped(a.body); },
       ErrorCode::hash_mismatch},
      {"S20 a bit of the snapshot is flipped", "2.snapshot.json", [](ServerAnswer& a) { a.body = bit_flipped(a.body); },
       ErrorCode::hash_mismatch},
      {"S20 a bit of the targets is flipped", "2.targets.json", [](ServerAnswer& a) { a.body = bit_flipped(a.body); },
       ErrorCode::hash_mismatch},
      {"S21 the base is shorter than signed", "base.segment", [](ServerAnswer& a) { a.body.pop_back(); },
       ErrorCode::truncated},
      {"S21 the base is longer than signed", "base.segment", [](ServerAnswer& a) { a.body += "x"; },
       ErrorCode::too_large},
      {"S23 JSON that is none", "timestamp.json", body("{\"signed\": {]"), ErrorCode::bad_format},
      {"S23 a hundred thousand levels", "timestamp.json", body("{\"a\":" + std::string(9000, '[')),
       ErrorCode::bad_format},
      {"S30 the base's tail is zero", "base.segment",
       [](ServerAnswer& a) {
         a.body.replace(a.body.size() / 2, std::string::npos, a.body.size() - a.body.size() / 2, '\0');
       },
       ErrorCode::hash_mismatch},
      {"S31 a page in place of the next root", "2.root.json", page, ErrorCode::not_a_feed},
      {"S31 a page in place of the base", "base.segment", page, ErrorCode::not_a_feed},
      {"N4 a base that drips", "base.segment",
       [](ServerAnswer& a) {
         a.pause = milliseconds(300);
         a.piece_bytes = 1;
       },
       ErrorCode::timeout},
      {"N5 the line goes dead in the base", "base.segment", [](ServerAnswer& a) { a.cut_after = 4095; },
       ErrorCode::truncated},
  };
  return kFaults;
}

}  // namespace

TEST_CASE("sync: the first run makes a generation, the next ones keep up") {
  SyncBench bench;
  std::vector<SyncPack> planned;
  const auto first = run_sync(bench.request, {.on_plan = [&](const auto& packs) { planned = packs; }});
  REQUIRE_MESSAGE(first.has_value(), first.error().detail);
  CHECK(first->has_changed);
  CHECK(first->generation == bench.live());
  REQUIRE(planned.size() == 1);
  CHECK(planned[0].way == PackWay::base);
  CHECK(planned[0].bytes == segment_of(1).bytes.size());
  CHECK(bench.photos() == 3000);
  CHECK(bench.parts() == 0);
  // Remembered now.
  bench.request.feed.clear();
  bench.request.root.reset();
  bench.server.play([&](const Asked& asked) { return bench.good(asked); });
  const auto again = bench.run();
  REQUIRE(again.has_value());
  CHECK_FALSE(again->has_changed);
  CHECK(bench.server.asked().size() == 2);
  bench.advance();
  bench.heal();
}

TEST_CASE("sync: a feed's pack stays when lists are imported, and what was imported stays in a sync") {
  SyncBench bench;
  build_generation(bench.home.path(), {{"mine", {"flickr\tphoto\t9000000000001"}}});
  REQUIRE(bench.run().has_value());
  CHECK(bench.photos() == 3000);
  build_generation(bench.home.path(), {{"other", {"flickr\tphoto\t9000000000002"}}});
  CHECK(bench.photos() == 3000);
  bench.advance();
  bench.heal();
  const auto generation = Generation::open_live(bench.home.path()).value();
  std::set<std::string> lists;
  for (const ListInfo& list : generation->index().lists()) lists.insert(list.dataset);
  CHECK(lists == std::set<std::string>{"bycatch-test", "faces", "mine", "other"});
}

TEST_CASE("sync: the feed's catalogue takes the place of the one that is built in, and stays when lists are imported") {
  SyncBench bench;
  bench.feed.put_catalogue("megaface");
  bench.publish();
  REQUIRE(bench.run().has_value());
  const auto has_card = [&] {
    const std::vector<std::string> ids = {"megaface"};
    return !Generation::open_live(bench.home.path()).value()->catalogue().cards(ids).value().empty();
  };
  CHECK_FALSE(has_card());
  build_generation(bench.home.path(), {{"mine", {"flickr\tphoto\t9000000000001"}}});
  CHECK_FALSE(has_card());
  bench.feed.put_catalogue();
  bench.feed.advance();
  bench.publish();
  REQUIRE(bench.run().has_value());
  CHECK(has_card());
}

TEST_CASE(
    "sync: hints of a feed are taken, those this program does not know are passed over, and bad ones cost nothing") {
  SyncBench bench;
  const auto hints = [&](const json& files) {
    bench.feed.put_catalogue("", files);
    bench.feed.advance();
    bench.publish();
    REQUIRE(bench.run().has_value());
    const auto live = Generation::open_live(bench.home.path()).value();
    CHECK_FALSE(live->catalogue().cards({}).value().empty());
    CHECK(live->catalogue().hints(Platform::flickr).value().empty());
    return live->catalogue().hints(Platform::instagram).value();
  };
  using Hints = std::vector<std::string>;
  CHECK(hints(nullptr).empty());
  const json known = {{"platform", "instagram"}, {"photos", {"div.b img[src]", ".a", "a:has(img)", 1, ".a"}}};
  const json unknown = {{"platform", "elsewhere"}, {"photos", {".a"}}};
  CHECK(hints({unknown, known}) == Hints{".a", "div.b img[src]"});
  build_generation(bench.home.path(), {{"mine", {"flickr\tphoto\t9000000000001"}}});
  CHECK(Generation::open_live(bench.home.path()).value()->catalogue().hints(Platform::instagram).value().size() == 2);
  json many = {{"platform", "instagram"}, {"photos", json::array()}};
  for (int i = 0; i < 40; ++i) many["photos"].push_back(".view" + std::to_string(i));
  CHECK(hints(json::array({many})).size() == 16);
  const json no_photos = {{"platform", "instagram"}};
  const json no_platform = {{"platform", 1}, {"photos", {".a"}}};
  CHECK(hints({json::array(), json::object(), no_photos, no_platform}).empty());
  CHECK(hints("no list").empty());
}

TEST_CASE("sync: packs are chosen by the person") {
  SyncBench bench;
  bench.feed.put_base("more", TestSegment::make("more", 50));
  bench.feed.maker.targets["targets"]["packs/more/base.segment"]["custom"]["by_default"] = false;
  bench.feed.maker.link();
  bench.publish();
  const auto packs = [&] {
    std::set<std::string> ids;
    for (const Pack& pack : Generation::open_live(bench.home.path()).value()->packs()) ids.insert(pack.id);
    return ids;
  };
  REQUIRE(bench.run().has_value());
  CHECK(packs() == std::set<std::string>{"faces"});
  bench.request.packs = {"*"};
  REQUIRE(bench.run().has_value());
  CHECK(packs() == std::set<std::string>{"faces", "more"});
  bench.request.packs = {"more"};
  REQUIRE(bench.run().has_value());
  bench.request.packs.reset();
  REQUIRE(bench.run().has_value());
  CHECK(packs() == std::set<std::string>{"more"});
  bench.request.packs = {"more", "nothing"};
  const auto unknown = bench.run();
  REQUIRE(unknown.has_value());
  REQUIRE(unknown->failures.size() == 1);
  CHECK(unknown->failures[0].code == ErrorCode::not_found);
}

TEST_CASE("sync: every fault has its one code, takes nothing, and the next run heals") {
  for (const Fault& fault : faults()) {
    SUBCASE(fault.name) {
      SyncBench bench;
      REQUIRE(bench.run().has_value());
      const std::string before = bench.live();
      bench.advance();
      // So that the catalogue has to be loaded too.
      bench.feed.put_catalogue("megaface");
      bench.publish();
      bench.bend(fault.path, fault.bend);
      CHECK(bench.code() == fault.code);
      bench.check_nothing_taken(before);
      bench.publish();
      bench.heal();
    }
  }
}

TEST_CASE("sync: signed faults take nothing: replay, mix, freeze, strange versions") {
  struct Signed {
    const char* name;
    std::function<void(FeedMaker&)> bend;
    ErrorCode code;
  };
  const auto version = [](json FeedMaker::* body, const json& number) {
    return [body, number](FeedMaker& maker) { (maker.*body)["version"] = number; };
  };
  const std::vector<Signed> cases = {
      {"S12 other content under a version that is known", version(&FeedMaker::timestamp, 2), ErrorCode::internal},
      {"S13 an older timestamp", version(&FeedMaker::timestamp, 1), ErrorCode::rollback},
      {"S14 a timestamp that names an older snapshot",
       [](FeedMaker& m) {
         m.timestamp["meta"]["snapshot.json"] = {{"version", 1}};
         m.timestamp["version"] = 9;
       },
       ErrorCode::rollback},
      {"S15 a snapshot that names older targets",
       [](FeedMaker& m) {
         m.targets["version"] = 1;
         m.link();
       },
       ErrorCode::rollback},
      {"S18 version 0", version(&FeedMaker::timestamp, 0), ErrorCode::bad_format},
      {"S18 version -1", version(&FeedMaker::timestamp, -1), ErrorCode::bad_format},
      {"S18 version as text", version(&FeedMaker::timestamp, "7"), ErrorCode::bad_format},
      {"S18 version 2^63", version(&FeedMaker::timestamp, 9223372036854775808ULL), ErrorCode::bad_format},
      {"S25 another specification", [](FeedMaker& m) { m.timestamp["spec_version"] = "2.0.0"; },
       ErrorCode::unsupported},
      {"S17 a timestamp that has expired",
       [](FeedMaker& m) { m.timestamp["expires"] = utc_time_text(m.now - std::chrono::hours(1)); }, ErrorCode::expired},
      {"C9 a time with an offset", [](FeedMaker& m) { m.timestamp["expires"] = "2030-01-01T00:00:00+00:00"; },
       ErrorCode::bad_format},
      {"K1 signed by another role's key",
       [](FeedMaker& m) { m.signers[FeedRole::timestamp] = m.signers[FeedRole::snapshot]; }, ErrorCode::signature},
      {"K1 not signed", [](FeedMaker& m) { m.signers[FeedRole::timestamp].clear(); }, ErrorCode::signature},
      {"S22 no hash of the base",
       [](FeedMaker& m) {
         m.targets["targets"]["packs/faces/base.segment"]["hashes"] = json::object();
         m.link();
       },
       ErrorCode::bad_format},
      {"S28 a pack of other lists under this name",
       [](FeedMaker& m) {
         m.targets["targets"]["packs/faces/base.segment"]["custom"]["current"]["lists"][0]["dataset"] = "others";
         m.link();
       },
       ErrorCode::bad_format},
      {"S28 a pack of another root",
       [](FeedMaker& m) {
         auto& c = m.targets["targets"]["packs/faces/base.segment"]["custom"];
         c["root"] = std::string(64, '0');
         c["current"]["root"] = c["root"];
         m.link();
       },
       ErrorCode::bad_format},
  };
  for (const Signed& one : cases) {
    SUBCASE(one.name) {
      SyncBench bench;
      bench.feed.advance();
      bench.publish();
      REQUIRE(bench.run().has_value());
      const std::string before = bench.live();
      bench.advance();
      const FeedMaker good = bench.feed.maker;
      one.bend(bench.feed.maker);
      bench.publish();
      const auto ran = bench.run();
      // A timestamp of the version that is known is no news.
      CHECK((ran ? ErrorCode::internal : ran.error().code) == one.code);
      bench.check_nothing_taken(before);
      bench.feed.maker = good;
      bench.feed.advance();
      bench.publish();
      bench.heal();
    }
  }
}

TEST_CASE("sync: a list that shrinks is held back until the feed says that it may") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  bench.feed.keep();
  bench.feed.put_base("faces", segment_of(3));
  bench.feed.advance();
  bench.publish();
  const auto held = bench.run();
  REQUIRE(held.has_value());
  REQUIRE(held->failures.size() == 1);
  CHECK(held->failures[0].code == ErrorCode::suspicious_shrink);
  CHECK(bench.photos() == 3000);
  bench.feed.keep();
  bench.feed.maker.targets["targets"]["packs/faces/base.segment"]["custom"]["may_shrink"] = true;
  bench.feed.advance();
  bench.publish();
  bench.heal(40);
}

TEST_CASE("sync: a pack that the feed does not have any more stays until the person lets it go") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  bench.feed.keep();
  bench.feed.maker.targets["targets"].erase("packs/faces/base.segment");
  bench.feed.advance();
  bench.publish();
  const auto gone = bench.run();
  REQUIRE(gone.has_value());
  REQUIRE(gone->failures.size() == 1);
  CHECK(gone->failures[0].code == ErrorCode::suspicious_shrink);
  CHECK(bench.photos() == 3000);
  bench.request.packs.emplace();
  const auto dropped = bench.run();
  REQUIRE(dropped.has_value());
  CHECK(dropped->failures.empty());
  CHECK(bench.photos() == 0);
}

TEST_CASE("sync: a pack of a newer format is left as it is, and the rest is taken") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  bench.advance();
  bench.feed.maker.targets["targets"]["packs/faces/base.segment"]["custom"]["format"] = 2;
  bench.feed.put_base("more", TestSegment::make("more", 50));
  bench.publish();
  const auto ran = bench.run();
  REQUIRE(ran.has_value());
  REQUIRE(ran->failures.size() == 1);
  CHECK(ran->failures[0].code == ErrorCode::unsupported);
  CHECK(bench.photos() == 3000);
  CHECK(ran->has_changed);
}

TEST_CASE("sync: a damaged pack is loaded anew") {
  for (const bool is_cut : {false, true}) {
    SyncBench bench;
    REQUIRE(bench.run().has_value());
    const fs::path pack = bench.home.path() / "generations" / bench.live() / "faces.segment";
    if (is_cut) {
      fs::resize_file(pack, 0);
    } else {
      std::fstream(pack, std::ios::in | std::ios::out | std::ios::binary).seekp(9000).put('!').put('?');
    }
    CHECK(bench.photos() == 0);
    const auto ran = bench.run();
    REQUIRE_MESSAGE(ran.has_value(), ran.error().detail);
    REQUIRE_FALSE(ran->notes.empty());
    CHECK(ran->notes[0].code == ErrorCode::state_reset);
    CHECK(bench.photos() == 3000);
  }
}

TEST_CASE("sync: two at once: one works, the other is busy at once") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  {
    const auto other = FileLock::take(bench.home.path() / "feed/lock", FileLock::Kind::exclusive);
    REQUIRE(other.has_value());
    CHECK(bench.code() == ErrorCode::busy);
  }
  bench.advance();
  {
    const auto import = FileLock::take(bench.home.path() / "build.lock", FileLock::Kind::exclusive);
    REQUIRE(import.has_value());
    CHECK(bench.code() == ErrorCode::busy);
  }
  bench.heal();
}

TEST_CASE("sync: nothing is loaded again that came before the run was broken off") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  bench.advance();
  bench.bend("base.segment", [](ServerAnswer& answer) { answer.cut_after = 5000; });
  CHECK(bench.code() == ErrorCode::truncated);
  bench.publish();
  bench.heal();
  const auto asked = bench.server.asked();
  const auto base =
      std::ranges::find_if(asked, [](const Asked& one) { return one.path.find("base") != std::string::npos; });
  REQUIRE(base != asked.end());
  CHECK_FALSE(base->header("Range").empty());
}

TEST_CASE("sync: parts of dead runs are removed, what is not ours stays") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  for (int i = 0; i < 20; ++i)
    std::ofstream(bench.home.path() / "feed/parts" / (std::string(60, 'a') + std::to_string(1000 + i))) << "old";
  std::ofstream(bench.home.path() / "mine.txt") << "mine";
  bench.advance();
  bench.heal();
  CHECK(fs::exists(bench.home.path() / "mine.txt"));
}

TEST_CASE("sync: a server that wants to be left alone is, over restarts, but not for ever") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  bench.bend("/", [](ServerAnswer& answer) { answer = {.status = 429, .body = {}, .headers = {"Retry-After: 3600"}}; });
  CHECK(bench.code() == ErrorCode::http_status);
  bench.advance();
  bench.request.now += std::chrono::minutes(59);
  CHECK(bench.code() == ErrorCode::http_status);
  CHECK(bench.server.asked().empty());
  bench.request.only_when_due = true;
  CHECK(bench.run()->is_due == false);
  bench.request.only_when_due = false;
  bench.request.now += std::chrono::minutes(2);
  bench.heal();
}

TEST_CASE("sync: a scheduler that runs wild is told that nothing is due, and a clock set back is no excuse") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  bench.request.only_when_due = true;
  bench.advance();
  for (int i = 0; i < 60; ++i) CHECK(bench.run()->is_due == false);
  CHECK(bench.server.asked().empty());
  bench.request.now -= std::chrono::days(365);
  const auto back = bench.run();
  REQUIRE(back.has_value());
  CHECK(back->is_due);
  REQUIRE_FALSE(back->notes.empty());
  CHECK(back->notes[0].code == ErrorCode::clock_suspect);
  CHECK(bench.photos() == 3100);
}

TEST_CASE("sync: a clock ten years ahead: expired, nothing is lost, and right again it works") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  const std::string before = bench.live();
  bench.advance();
  bench.request.now += std::chrono::days(3650);
  CHECK(bench.code() == ErrorCode::expired);
  bench.check_nothing_taken(before);
  bench.request.now -= std::chrono::days(3650);
  bench.heal();
}

TEST_CASE("sync: off for a long time: the root expired, nine newer ones, it works") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  const auto later = std::chrono::days(430);
  for (int i = 0; i < 9; ++i) {
    bench.feed.keep();
    bench.feed.maker.root["version"] = bench.feed.maker.root["version"].get<int>() + 1;
  }
  for (json* body :
       {&bench.feed.maker.root, &bench.feed.maker.timestamp, &bench.feed.maker.snapshot, &bench.feed.maker.targets}) {
    (*body)["expires"] = utc_time_text(bench.feed.maker.now + later + std::chrono::days(30));
  }
  bench.request.now += later;
  bench.advance();
  bench.heal();
}

TEST_CASE("sync: a metered line gets no base") {
  SyncBench bench;
  REQUIRE(bench.run().has_value());
  bench.advance();
  bench.request.is_metered = true;
  const auto ran = bench.run();
  REQUIRE(ran.has_value());
  REQUIRE(ran->packs.size() == 1);
  CHECK(ran->packs[0].way == PackWay::held_back);
  CHECK(ran->packs[0].bytes == segment_of(2).bytes.size());
  CHECK(bench.photos() == 3000);
  bench.request.is_metered = false;
  bench.heal();
}

TEST_CASE("sync: what would be loaded is told, and nothing is loaded") {
  SyncBench bench;
  bench.request.only_plans = true;
  std::vector<SyncPack> planned;
  REQUIRE(run_sync(bench.request, {.on_plan = [&](const auto& packs) { planned = packs; }}).has_value());
  CHECK(planned.size() == 1);
  CHECK(bench.live().empty());
}

TEST_CASE("sync: without an address or a root there is no feed") {
  SyncBench bench;
  bench.request.root.reset();
  CHECK(bench.code() == ErrorCode::no_feed);
  bench.request.root = bench.feed.maker.root_text();
  bench.request.feed.clear();
  CHECK(bench.code() == ErrorCode::no_feed);
  CHECK(bench.server.asked().empty());
  bench.request.feed = bench.server.url();
  bench.heal(3000);
}

TEST_CASE("sync: from a tar file, with the same checks") {
  SyncBench bench;
  const fs::path tar = bench.home.path() / "feed.tar";
  const auto write = [&](const std::map<std::string, std::string>& files) {
    archive* out = archive_write_new();
    archive_write_set_format_pax_restricted(out);
    archive_write_open_filename(out, tar.c_str());
    for (const auto& [path, bytes] : files) {
      archive_entry* entry = archive_entry_new();
      archive_entry_set_pathname(entry, ("./" + path).c_str());
      archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_perm(entry, 0644);
      archive_write_header(out, entry);
      archive_write_data(out, bytes.data(), bytes.size());
      archive_entry_free(entry);
    }
    archive_write_free(out);
  };
  bench.request.feed.clear();
  bench.request.offline = tar;
  CHECK(bench.code() == ErrorCode::not_found);
  std::ofstream(tar) << "no tar file at all, but long enough to be looked at by whoever reads such files";
  CHECK(bench.code() == ErrorCode::not_a_feed);
  auto files = bench.feed.all_files();
  const auto base = std::ranges::find_if(files, [](const auto& file) { return file.first.ends_with("base.segment"); });
  const std::string good = base->second;
  base->second = bit_flipped(good);
  write(files);
  CHECK(bench.code() == ErrorCode::hash_mismatch);
  base->second = good + "x";
  write(files);
  CHECK(bench.code() == ErrorCode::too_large);
  base->second = good;
  write(files);
  bench.heal(3000);
  CHECK(bench.server.asked().empty());
  files.erase("metadata/1.snapshot.json");
  bench.feed.advance();
  files["metadata/timestamp.json"] = bench.feed.maker.timestamp_text();
  write(files);
  CHECK(bench.code() == ErrorCode::http_status);
}

TEST_CASE("sync: two machines with other packs and other pasts ask for the same bytes") {
  const auto heads = [](SyncBench& bench) {
    std::vector<std::string> all;
    for (const Asked& asked : bench.server.asked()) {
      all.push_back(asked.head.substr(0, asked.head.find("Host: ")) + asked.head.substr(asked.head.find("User-Agent")));
    }
    return all;
  };
  SyncBench one;
  SyncBench two;
  two.feed = one.feed;
  two.request.root = one.request.root;
  two.publish();
  build_generation(two.home.path(), {{"mine", {"flickr\tphoto\t9000000000001"}}});
  REQUIRE(one.run().has_value());
  REQUIRE(two.run().has_value());
  CHECK(heads(one) == heads(two));
  for (SyncBench* bench : {&one, &two}) {
    for (const auto& entry : fs::recursive_directory_iterator(bench->home.path() / "feed")) {
      const auto mode = fs::status(entry).permissions() & (fs::perms::group_all | fs::perms::others_all);
      CHECK(mode == fs::perms::none);
    }
  }
}

}  // namespace bycatch
