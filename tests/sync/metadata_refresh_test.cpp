// The refresh workflow over a disk, with a source that answers as it is told to.
#include "metadata_refresh.h"

#include <doctest/doctest.h>

#include <fstream>

#include "feed_maker.h"
#include "feed_path.h"
#include "target_search.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

// Metadata by path; what was asked for is remembered.
class MemorySource final : public FeedSource {
 public:
  std::map<std::string, std::string> files;
  std::map<std::string, ErrorCode> faults;
  std::vector<std::string> asked;
  std::map<std::string, std::uint64_t> caps;  // the last one that each was asked for with
  std::map<std::string, std::string> fresh;   // what is given out past the caches

  Result<std::string> read(const std::string& path, std::uint64_t max_bytes, bool no_cache) override {
    asked.push_back(path);
    caps[path] = max_bytes;
    if (faults.contains(path)) return fail(faults[path], "as told");
    const auto& from = no_cache && fresh.contains(path) ? fresh : files;
    const auto found = from.find(path);
    if (found == from.end()) return fail(ErrorCode::not_found, "status 404");
    return found->second.size() <= max_bytes ? Result<std::string>(found->second)
                                             : fail(ErrorCode::too_large, "over its cap");
  }
  Status load(const std::string& /*path*/, std::uint64_t /*bytes*/, PartFile& /*part*/, bool /*no_cache*/,
              const OnLoaded& /*on_loaded*/) override {
    return fail(ErrorCode::not_found, "no payloads here");
  }
  void publish(const FeedMaker& maker) {
    files["metadata/" + maker.root["version"].dump() + ".root.json"] = maker.root_text();
    files["metadata/timestamp.json"] = maker.timestamp_text();
    files["metadata/" + maker.snapshot["version"].dump() + ".snapshot.json"] = maker.snapshot_text();
    files["metadata/" + maker.targets["version"].dump() + ".targets.json"] = maker.targets_text();
  }
};

struct Refresh {
  TempFolder folder;
  MemorySource source;
  FeedMaker maker;
  std::chrono::sys_seconds now = maker.now;

  Refresh() {
    REQUIRE(store().begin(maker.root_text()).has_value());
    source.publish(maker);
  }
  [[nodiscard]] MetadataStore store() const { return MetadataStore::open(folder.path()).value(); }
  Result<Refreshed> run() {
    source.asked.clear();
    MetadataStore open = store();
    return refresh_metadata(source, open, now);
  }
  ErrorCode code() {
    const auto ran = run();
    return ran ? ErrorCode::internal : ran.error().code;
  }
  // Of a role on the disk; 0: it is not there.
  [[nodiscard]] int held(const std::string& role) const {
    const auto text = store().load(role);
    return text ? json::parse(*text)["signed"]["version"].get<int>() : 0;
  }
  void next_root() {
    maker.root["version"] = maker.root["version"].get<int>() + 1;
    source.publish(maker);
  }
  void advance() {
    maker.advance();
    source.publish(maker);
  }
};

void flip_bit(const fs::path& file, std::size_t bit) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(bit / 8));
  const int byte = stream.get();
  stream.seekp(static_cast<std::streamoff>(bit / 8));
  stream.put(static_cast<char>(static_cast<unsigned>(byte) ^ (1U << (bit % 8))));
}

}  // namespace

TEST_CASE("refresh: all four roles are stored as they came, and not asked for again") {
  Refresh refresh;
  REQUIRE(refresh.run().has_value());
  const MetadataStore store = refresh.store();
  CHECK(store.load("root") == refresh.maker.root_text());
  CHECK(store.load("timestamp") == refresh.source.files["metadata/timestamp.json"]);
  CHECK(store.load("snapshot") == refresh.source.files["metadata/1.snapshot.json"]);
  CHECK(store.load("targets") == refresh.source.files["metadata/1.targets.json"]);
  REQUIRE(refresh.run().has_value());
  CHECK(refresh.source.asked == std::vector<std::string>{"metadata/2.root.json", "metadata/timestamp.json"});
}

TEST_CASE("refresh: a server in trouble at the next root is not taken for the end of the roots") {
  Refresh refresh;
  refresh.source.faults["metadata/2.root.json"] = ErrorCode::http_status;
  CHECK(refresh.code() == ErrorCode::http_status);
  CHECK(refresh.held("timestamp") == 0);
  refresh.source.faults.clear();
  CHECK(refresh.run().has_value());
}

TEST_CASE("refresh: a web page in place of the next root is an error and stores nothing") {
  Refresh refresh;
  refresh.source.files["metadata/2.root.json"] = "<!DOCTYPE html><p>Please sign in";
  CHECK(refresh.code() == ErrorCode::not_a_feed);
  CHECK_FALSE(refresh.store().root(2).has_value());
  CHECK(refresh.held("timestamp") == 0);
}

TEST_CASE("refresh: every root on the way is stored, also when the last one has expired") {
  Refresh refresh;
  refresh.next_root();
  refresh.next_root();
  refresh.maker.root["expires"] = utc_time_text(refresh.now);
  refresh.next_root();
  CHECK(refresh.code() == ErrorCode::expired);
  for (const int version : {2, 3, 4}) CHECK(refresh.store().root(version).has_value());
  CHECK(refresh.held("timestamp") == 0);
  refresh.maker.root["expires"] = utc_time_text(refresh.now + std::chrono::days(9));
  refresh.next_root();
  CHECK(refresh.run().has_value());
}

TEST_CASE("refresh: a root that does not follow is not stored") {
  Refresh refresh;
  refresh.maker.root["version"] = 3;
  refresh.source.files["metadata/2.root.json"] = refresh.maker.root_text();
  CHECK(refresh.code() == ErrorCode::root_chain);
  CHECK_FALSE(refresh.store().root(2).has_value());
}

TEST_CASE("refresh: 300 new roots take two runs") {
  Refresh refresh;
  for (int i = 0; i < 300; ++i) refresh.next_root();
  const auto first = refresh.run();
  CHECK(refresh.store().root(257).has_value());
  CHECK_FALSE(refresh.store().root(258).has_value());
  REQUIRE(refresh.run().has_value());
  CHECK(refresh.store().root(301).has_value());
}

TEST_CASE("refresh: an older timestamp is refused, and taken for a cache's once") {
  Refresh refresh;
  refresh.advance();
  REQUIRE(refresh.run().has_value());
  FeedMaker old = refresh.maker;
  old.timestamp["version"] = 1;
  refresh.source.files["metadata/timestamp.json"] = old.timestamp_text();
  CHECK(refresh.code() == ErrorCode::rollback);
  CHECK(std::ranges::count(refresh.source.asked, "metadata/timestamp.json") == 2);
  CHECK(refresh.held("timestamp") == 2);
  refresh.source.fresh["metadata/timestamp.json"] = refresh.maker.timestamp_text();
  CHECK(refresh.run().has_value());
}

TEST_CASE(
    "refresh: a run that ended between timestamp and snapshot is gone on with, though the timestamp is the same") {
  Refresh refresh;
  REQUIRE(refresh.run().has_value());
  refresh.advance();
  refresh.source.faults["metadata/2.snapshot.json"] = ErrorCode::not_found;
  CHECK(refresh.code() == ErrorCode::http_status);
  CHECK(refresh.held("timestamp") == 2);
  CHECK(refresh.held("snapshot") == 1);
  refresh.source.faults.clear();
  REQUIRE(refresh.run().has_value());
  CHECK(refresh.held("snapshot") == 2);
}

TEST_CASE("refresh: a snapshot of another version than the timestamp's is refused, and so are targets") {
  for (const std::string role : {"snapshot", "targets"}) {
    CAPTURE(role);
    Refresh refresh;
    REQUIRE(refresh.run().has_value());
    FeedMaker& maker = refresh.maker;
    maker.advance();
    json& by = role == "snapshot" ? maker.timestamp : maker.snapshot;
    by["meta"][role + ".json"] = {{"version", 7}};  // neither length nor hash
    if (role == "targets") maker.timestamp["meta"]["snapshot.json"] = {{"version", 2}};
    refresh.source.publish(maker);
    refresh.source.files["metadata/7." + role + ".json"] =
        role == "snapshot" ? maker.snapshot_text() : maker.targets_text();
    CHECK(refresh.code() == ErrorCode::rollback);
    CHECK(refresh.held(role) == 1);
  }
}

TEST_CASE("refresh: files over their cap or signed length are refused") {
  Refresh refresh;
  const std::string timestamp = refresh.maker.timestamp_text();
  refresh.source.files["metadata/timestamp.json"] = timestamp + std::string(kMaxTimestampBytes, ' ');
  CHECK(refresh.code() == ErrorCode::too_large);
  refresh.source.files["metadata/timestamp.json"] = timestamp;
  refresh.source.files["metadata/1.snapshot.json"] += " ";
  CHECK(refresh.code() == ErrorCode::too_large);
  refresh.source.publish(refresh.maker);
  refresh.source.files["metadata/1.targets.json"] += " ";
  CHECK(refresh.code() == ErrorCode::too_large);
  refresh.source.publish(refresh.maker);
  CHECK(refresh.run().has_value());
  for (const auto& [path, bytes] : refresh.source.files) {
    if (path.ends_with("snapshot.json") || path.ends_with("targets.json")) {
      CHECK(refresh.source.caps[path] == bytes.size());
    }
  }
}

TEST_CASE("refresh: one bit flipped in any file on the disk is mended, and nothing older gets in by it") {
  Refresh refresh;
  refresh.next_root();
  refresh.advance();
  REQUIRE(refresh.run().has_value());
  FeedMaker old = refresh.maker;
  old.timestamp["version"] = 1;
  for (const char* name : {"roots/2", "timestamp.json", "snapshot.json", "targets.json", "floor", "floor.copy"}) {
    for (const std::size_t part : {3U, 50U, 97U}) {
      CAPTURE(name);
      CAPTURE(part);
      const fs::path file = refresh.folder.path() / name;
      flip_bit(file, fs::file_size(file) * 8 * part / 100);
      refresh.source.files["metadata/timestamp.json"] = old.timestamp_text();
      CHECK(refresh.code() == ErrorCode::rollback);
      refresh.source.files["metadata/timestamp.json"] = refresh.maker.timestamp_text();
      const auto healed = refresh.run();
      REQUIRE(healed.has_value());
      CHECK(refresh.held("timestamp") == 2);
      CHECK(refresh.held("snapshot") == 2);
      CHECK(refresh.held("targets") == 2);
      CHECK(refresh.run()->has_reset == false);
    }
  }
}

TEST_CASE("refresh: any file on the disk cut to nothing is mended") {
  for (const char* name :
       {"roots/2", "root.json", "timestamp.json", "snapshot.json", "targets.json", "floor", "floor.copy"}) {
    CAPTURE(name);
    Refresh refresh;
    refresh.next_root();
    REQUIRE(refresh.run().has_value());
    fs::resize_file(refresh.folder.path() / name, 0);
    CHECK(refresh.run().has_value());
    CHECK(refresh.run()->has_reset == false);
  }
}

TEST_CASE("refresh: a root that somebody wrote on this disk themselves is seen and thrown away") {
  Refresh refresh;
  refresh.next_root();
  REQUIRE(refresh.run().has_value());
  FeedMaker attacker;
  attacker.root["version"] = 2;
  std::ofstream(refresh.folder.path() / "roots/2", std::ios::binary) << attacker.root_text();
  std::ofstream(refresh.folder.path() / "root.json", std::ios::binary) << attacker.root_text();
  MemorySource theirs;
  theirs.publish(attacker);
  std::swap(theirs.files, refresh.source.files);
  CHECK_FALSE(refresh.run().has_value());
  std::swap(theirs.files, refresh.source.files);
  REQUIRE(refresh.run().has_value());
  CHECK(refresh.store().root(2) == refresh.maker.root_text());
}

TEST_CASE("refresh: stolen timestamp and snapshot keys, versions at their end: new keys bring the feed back") {
  Refresh refresh;
  refresh.maker.timestamp["version"] = std::numeric_limits<std::int64_t>::max();
  refresh.source.publish(refresh.maker);
  REQUIRE(refresh.run().has_value());
  refresh.maker.timestamp["version"] = 2;
  refresh.source.publish(refresh.maker);
  CHECK(refresh.code() == ErrorCode::rollback);
  refresh.maker.signers[FeedRole::timestamp] = {TestKey()};
  refresh.maker.fill_roles();
  refresh.maker.root["version"] = 2;
  refresh.source.files["metadata/2.root.json"] = signed_text(refresh.maker.root, refresh.maker.signers[FeedRole::root]);
  refresh.source.files["metadata/timestamp.json"] = refresh.maker.timestamp_text();
  REQUIRE(refresh.run().has_value());
  CHECK(refresh.store().floor().floor.timestamp == 2);
}

TEST_CASE("refresh: other content under a version that is known changes nothing") {
  Refresh refresh;
  REQUIRE(refresh.run().has_value());
  const auto before = refresh.store().load("timestamp");
  refresh.maker.timestamp["remark"] = "another";
  refresh.source.files["metadata/timestamp.json"] = refresh.maker.timestamp_text();
  const auto again = refresh.run();
  REQUIRE(again.has_value());
  CHECK(again->other_content);
  CHECK(refresh.store().load("timestamp") == before);
}

TEST_CASE("refresh: an expired timestamp, snapshot or targets") {
  for (const FeedRole role : {FeedRole::timestamp, FeedRole::snapshot, FeedRole::targets}) {
    Refresh refresh;
    FeedMaker& maker = refresh.maker;
    json& body = role == FeedRole::timestamp  ? maker.timestamp
                 : role == FeedRole::snapshot ? maker.snapshot
                                              : maker.targets;
    body["expires"] = utc_time_text(refresh.now);
    maker.link();
    refresh.source.publish(maker);
    CHECK(refresh.code() == ErrorCode::expired);
    CHECK(refresh.held(std::string(to_string(role))) == 0);
  }
}

TEST_CASE("refresh: without a root there is no feed") {
  const TempFolder folder;
  MetadataStore store = MetadataStore::open(folder.path()).value();
  MemorySource source;
  const auto ran = refresh_metadata(source, store, {});
  REQUIRE_FALSE(ran.has_value());
  CHECK(ran.error().code == ErrorCode::no_feed);
  CHECK(source.asked.empty());
}

TEST_CASE("target search: thousands of delegations cost a bounded number of requests") {
  Refresh refresh;
  FeedMaker& maker = refresh.maker;
  const TestKey key;
  json roles = json::array();
  for (int i = 0; i < 2000; ++i) {
    const std::string name = "role" + std::to_string(i);
    json of = FeedMaker::role_of({key}, 1);
    of.update({{"name", name}, {"terminating", false}, {"paths", {"*"}}});
    roles.push_back(of);
    if (i >= 40) continue;
    json targets = maker.head("targets");
    targets["targets"] = json::object();
    const std::string text = signed_text(targets, {key});
    refresh.source.files["metadata/1." + name + ".json"] = text;
    maker.snapshot["meta"][name + ".json"] = FeedMaker::announced(text, 1);
  }
  maker.targets["delegations"] = {{"keys", {{key.id(), key.public_json()}}}, {"roles", roles}};
  maker.link();
  refresh.source.publish(maker);
  auto ran = refresh.run();
  REQUIRE(ran.has_value());
  refresh.source.asked.clear();
  MetadataStore store = refresh.store();
  const auto found = find_target(ran->trusted, refresh.source, store, "anything");
  REQUIRE_FALSE(found.has_value());
  CHECK(found.error().code == ErrorCode::not_found);
  CHECK(refresh.source.asked.size() == kMaxSearchedRoles - 1);
}

TEST_CASE("feed path: whatever a role or target is called, its file stays in its folder") {
  CHECK(metadata_name("../x", 3) == "3...%2Fx.json");
  CHECK(metadata_name("?#%", std::nullopt) == "%3F%23%25.json");
  CHECK(target_path("a/b c", {{"sha256", "00ff"}}) == "a/00ff.b%20c");
  CHECK(target_path("a\\..\\b", {}) == "a%5C..%5Cb");
  Refresh refresh;
  MetadataStore store = refresh.store();
  for (const std::string& name :
       {std::string("../../up"), std::string("/etc/x"), std::string(300, '/'), std::string("\0x", 2)}) {
    CHECK(store.put(name, "x").has_value());
  }
  CHECK_FALSE(fs::exists(refresh.folder.path().parent_path() / "up.json"));
}

}  // namespace bycatch
