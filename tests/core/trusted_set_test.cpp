// Each check of the client workflow, and each that a careless client gets by without.
#include "trusted_set.h"

#include <doctest/doctest.h>

#include "feed_maker.h"

namespace bycatch {
namespace {

// The set after its roots, without anything from the disk.
TrustedSet rooted(const FeedMaker& feed) {
  auto set = TrustedSet::begin(feed.root_text(), feed.now);
  REQUIRE(set.has_value());
  REQUIRE(set->close_roots({}).has_value());
  return std::move(*set);
}

ErrorCode code_of(const auto& outcome) {
  REQUIRE_FALSE(outcome.has_value());
  return outcome.error().code;
}

// A whole refresh without a disk.
Status refresh(TrustedSet& set, const FeedMaker& feed) {
  if (const auto taken = set.add_timestamp(feed.timestamp_text()); !taken) return std::unexpected(taken.error());
  if (const Status taken = set.add_snapshot(feed.snapshot_text()); !taken) return taken;
  return set.add_targets("targets", "root", feed.targets_text());
}

// The next root, signed by `by`.
std::string next_root(FeedMaker& feed, const Signers& by) {
  feed.root["version"] = feed.root["version"].get<int>() + 1;
  return signed_text(feed.root, by);
}

}  // namespace

TEST_CASE("trusted set: a whole feed, step by step") {
  FeedMaker feed;
  feed.add_target("packs/a", "bytes", {{"pack", "a"}});
  TrustedSet set = rooted(feed);
  CHECK(refresh(set, feed).has_value());
  CHECK(set.targets("targets")->targets.at("packs/a").length == 5);
  CHECK(set.targets("targets")->targets.at("packs/a").custom["pack"] == "a");
  CHECK(set.floor().timestamp == 1);
  CHECK(set.floor().roles.at("targets") == 1);
}

TEST_CASE("trusted set: the first root must be signed as it says itself, and need not be current") {
  FeedMaker feed;
  CHECK(code_of(TrustedSet::begin(signed_text(feed.root, {TestKey()}), feed.now)) == ErrorCode::signature);
  CHECK(code_of(TrustedSet::begin(signed_text(feed.root, {}), feed.now)) == ErrorCode::signature);
  CHECK(code_of(TrustedSet::begin(feed.targets_text(), feed.now)) == ErrorCode::bad_format);
  CHECK(TrustedSet::begin(feed.root_text(), feed.now + std::chrono::days(5000)).has_value());
}

TEST_CASE("trusted set: a root is followed by the very next version alone") {
  FeedMaker feed;
  for (const int version : {1, 3, 2147483647}) {
    TrustedSet set = rooted(feed);
    FeedMaker next = feed;
    next.root["version"] = version;
    CHECK(code_of(set.add_root(next.root_text())) == ErrorCode::root_chain);
    CHECK(set.root().version == 1);
  }
  FeedMaker last = feed;
  last.root["version"] = INT64_MAX;
  TrustedSet set = rooted(last);
  last.root["version"] = INT64_MIN;
  CHECK_FALSE(set.add_root(last.root_text()).has_value());
}

TEST_CASE("trusted set: a root is signed by the old keys and by the new ones") {
  FeedMaker feed;
  const TrustedSet before = rooted(feed);
  const Signers old = feed.signers[FeedRole::root];
  feed.signers[FeedRole::root] = {TestKey()};
  feed.fill_roles();
  feed.root["version"] = 2;
  Signers both = old;
  both.push_back(feed.signers[FeedRole::root][0]);
  for (const Signers& by : {old, feed.signers[FeedRole::root], Signers{}, Signers{TestKey()}}) {
    TrustedSet set = before;
    CHECK(code_of(set.add_root(signed_text(feed.root, by))) == ErrorCode::root_chain);
    CHECK(set.root().version == 1);
  }
  TrustedSet set = before;
  CHECK(set.add_root(signed_text(feed.root, both)).has_value());
  CHECK(set.root().version == 2);
  // From here on the old key means nothing.
  feed.root["version"] = 3;
  CHECK(code_of(set.add_root(signed_text(feed.root, old))) == ErrorCode::root_chain);
}

TEST_CASE("trusted set: an expired root on the way does no harm, an expired last one does") {
  FeedMaker feed;
  feed.root["expires"] = utc_time_text(feed.now - std::chrono::days(300));
  auto set = TrustedSet::begin(feed.root_text(), feed.now);
  CHECK(set->add_root(next_root(feed, feed.signers[FeedRole::root])).has_value());
  TrustedSet stopped = *set;
  CHECK(code_of(stopped.close_roots({})) == ErrorCode::expired);
  feed.root["expires"] = utc_time_text(feed.now + std::chrono::seconds(1));
  CHECK(set->add_root(next_root(feed, feed.signers[FeedRole::root])).has_value());
  CHECK(set->close_roots({}).has_value());
}

TEST_CASE("trusted set: what expires at this second has expired") {
  FeedMaker feed;
  for (json* body : {&feed.timestamp, &feed.snapshot, &feed.targets}) {
    for (const int seconds : {0, 1}) {
      FeedMaker good = feed;
      (*body)["expires"] = utc_time_text(feed.now + std::chrono::seconds(seconds));
      feed.link();
      TrustedSet set = rooted(feed);
      const Status done = refresh(set, feed);
      CHECK(done.has_value() == (seconds == 1));
      if (seconds == 0) CHECK(done.error().code == ErrorCode::expired);
    }
    (*body)["expires"] = utc_time_text(feed.now + std::chrono::days(9));
    feed.link();
  }
}

TEST_CASE("trusted set: each role unsigned, or signed by another role's key") {
  const FeedMaker feed;
  const TestKey& wrong = feed.signers.at(FeedRole::root)[0];
  TrustedSet set = rooted(feed);
  for (const Signers& by : {Signers{}, Signers{wrong}, Signers{TestKey()}}) {
    CHECK(code_of(set.add_timestamp(signed_text(feed.timestamp, by))) == ErrorCode::signature);
    CHECK(code_of(set.load_timestamp(signed_text(feed.timestamp, by))) == ErrorCode::signature);
  }
  FeedMaker loose = feed;  // announces neither length nor hash, so that only the signature is left to tell
  loose.timestamp["meta"]["snapshot.json"] = {{"version", 1}};
  loose.snapshot["meta"]["targets.json"] = {{"version", 1}};
  CHECK(set.add_timestamp(loose.timestamp_text()).has_value());
  for (const Signers& by : {Signers{}, Signers{wrong}}) {
    CHECK(code_of(set.add_snapshot(signed_text(loose.snapshot, by))) == ErrorCode::signature);
    CHECK(code_of(set.load_snapshot(signed_text(loose.snapshot, by))) == ErrorCode::signature);
  }
  CHECK(set.add_snapshot(loose.snapshot_text()).has_value());
  for (const Signers& by : {Signers{}, Signers{wrong}}) {
    CHECK(code_of(set.add_targets("targets", "root", signed_text(loose.targets, by))) == ErrorCode::signature);
  }
  CHECK(set.targets("targets") == nullptr);
}

TEST_CASE("trusted set: an older timestamp, or one that names an older snapshot, is a rollback") {
  FeedMaker feed;
  feed.timestamp["version"] = 7;
  feed.snapshot["version"] = 5;
  feed.link();
  TrustedSet set = rooted(feed);
  CHECK(set.load_timestamp(feed.timestamp_text()).has_value());
  for (const int version : {1, 6}) {
    FeedMaker old = feed;
    old.timestamp["version"] = version;
    CHECK(code_of(set.add_timestamp(old.timestamp_text())) == ErrorCode::rollback);
  }
  FeedMaker mixed = feed;
  mixed.timestamp["version"] = 8;
  mixed.snapshot["version"] = 4;
  mixed.link();
  CHECK(code_of(set.add_timestamp(mixed.timestamp_text())) == ErrorCode::rollback);
  CHECK(set.timestamp()->version == 7);
  CHECK(set.floor().timestamp == 7);
  feed.timestamp["version"] = 8;
  CHECK(set.add_timestamp(feed.timestamp_text()) == TrustedSet::Taken::newer);
}

TEST_CASE("trusted set: of two timestamps of one version the first one stays, and the refresh goes on") {
  FeedMaker feed;
  TrustedSet set = rooted(feed);
  const std::string held = feed.timestamp_text();
  CHECK(set.load_timestamp(held).has_value());
  CHECK(set.add_timestamp(held) == TrustedSet::Taken::same);
  FeedMaker other = feed;
  other.snapshot["version"] = 100;
  other.link();
  CHECK(set.add_timestamp(other.timestamp_text()) == TrustedSet::Taken::other_of_same_version);
  CHECK(set.timestamp()->snapshot.version == 1);
  CHECK(set.add_snapshot(feed.snapshot_text()).has_value());
}

TEST_CASE("trusted set: an expired timestamp on the disk is followed by a newer one only") {
  FeedMaker feed;
  feed.timestamp["expires"] = utc_time_text(feed.now - std::chrono::days(1));
  TrustedSet set = rooted(feed);
  CHECK(set.load_timestamp(feed.timestamp_text()).has_value());
  CHECK(code_of(set.add_timestamp(feed.timestamp_text())) == ErrorCode::expired);
  feed.timestamp["version"] = 2;
  CHECK(code_of(set.add_timestamp(feed.timestamp_text())) == ErrorCode::expired);
  CHECK(set.timestamp()->version == 1);
  feed.timestamp["expires"] = utc_time_text(feed.now + std::chrono::days(1));
  CHECK(set.add_timestamp(feed.timestamp_text()) == TrustedSet::Taken::newer);
}

TEST_CASE("trusted set: a snapshot is of the announced length, hash and version") {
  FeedMaker feed;
  TrustedSet set = rooted(feed);
  CHECK(set.add_timestamp(feed.timestamp_text()).has_value());
  CHECK(code_of(set.add_snapshot(feed.snapshot_text() + " ")) == ErrorCode::too_large);
  std::string text = feed.snapshot_text();
  CHECK(code_of(set.add_snapshot(text.substr(0, text.size() - 1))) == ErrorCode::truncated);
  // The same length, rightly signed, and yet another.
  FeedMaker other = feed;
  other.snapshot["version"] = 2;
  CHECK(code_of(set.add_snapshot(other.snapshot_text())) == ErrorCode::hash_mismatch);
  // Where only the version was announced.
  for (const int version : {4, 6}) {
    FeedMaker loose = feed;
    loose.timestamp["version"] = 2;
    loose.timestamp["meta"]["snapshot.json"] = {{"version", 5}};
    loose.snapshot["version"] = version;
    TrustedSet fresh = rooted(loose);
    CHECK(fresh.add_timestamp(loose.timestamp_text()).has_value());
    CHECK(code_of(fresh.add_snapshot(loose.snapshot_text())) ==
          (version == 4 ? ErrorCode::rollback : ErrorCode::hash_mismatch));
  }
}

TEST_CASE("trusted set: no role of the snapshot is dropped or falls behind, even one that is out of date binds") {
  FeedMaker feed;
  feed.targets["version"] = 3;
  feed.link();
  feed.snapshot["meta"]["extra.json"] = {{"version", 4}};
  feed.timestamp["meta"]["snapshot.json"] = FeedMaker::announced(feed.snapshot_text(), 1);
  const std::string held = feed.snapshot_text();
  for (const std::string& change : {std::string("gone"), std::string("extra"), std::string("targets")}) {
    CAPTURE(change);
    FeedMaker next = feed;
    next.snapshot["version"] = 2;
    if (change == "gone") next.snapshot["meta"].erase("extra.json");
    if (change == "extra") next.snapshot["meta"]["extra.json"]["version"] = 3;
    if (change == "targets") next.snapshot["meta"]["targets.json"]["version"] = 2;
    next.timestamp["version"] = 2;
    next.timestamp["meta"]["snapshot.json"] = FeedMaker::announced(next.snapshot_text(), 2);
    TrustedSet set = rooted(next);
    CHECK(set.load_timestamp(feed.timestamp_text()).has_value());
    CHECK(set.add_timestamp(next.timestamp_text()).has_value());
    CHECK(set.load_snapshot(held) == false);
    CHECK(code_of(set.add_snapshot(next.snapshot_text())) == ErrorCode::rollback);
    CHECK(set.snapshot() == nullptr);
  }
}

TEST_CASE("trusted set: a snapshot on the disk is used when it is the very one that is announced") {
  FeedMaker feed;
  TrustedSet set = rooted(feed);
  CHECK(set.add_timestamp(feed.timestamp_text()).has_value());
  FeedMaker twin = feed;
  twin.snapshot["surprise"] = 1;
  CHECK(set.load_snapshot(twin.snapshot_text()) == false);
  CHECK(set.load_snapshot(feed.snapshot_text()) == true);
  CHECK(set.snapshot() != nullptr);
}

TEST_CASE("trusted set: targets are of the announced length, hash and version") {
  FeedMaker feed;
  feed.add_target("a", "a");
  TrustedSet set = rooted(feed);
  CHECK(set.add_timestamp(feed.timestamp_text()).has_value());
  CHECK(set.add_snapshot(feed.snapshot_text()).has_value());
  const std::string text = feed.targets_text();
  CHECK(code_of(set.add_targets("targets", "root", text + " ")) == ErrorCode::too_large);
  CHECK(code_of(set.add_targets("targets", "root", text.substr(1))) == ErrorCode::truncated);
  FeedMaker other = feed;
  other.targets["version"] = 2;
  CHECK(code_of(set.add_targets("targets", "root", other.targets_text())) == ErrorCode::hash_mismatch);
  CHECK(code_of(set.add_targets("nobody", "targets", text)) == ErrorCode::bad_format);

  FeedMaker loose = feed;
  loose.snapshot["meta"]["targets.json"] = {{"version", 5}};
  loose.timestamp["meta"]["snapshot.json"] = {{"version", 1}};
  for (const int version : {4, 6}) {
    loose.targets["version"] = version;
    TrustedSet fresh = rooted(loose);
    CHECK(code_of(refresh(fresh, loose)) == (version == 4 ? ErrorCode::rollback : ErrorCode::hash_mismatch));
  }
}

TEST_CASE("trusted set: what earlier runs accepted binds, though the files are lost") {
  FeedMaker feed;
  for (int i = 0; i < 4; ++i) feed.advance();
  TrustedSet before = rooted(feed);
  CHECK(refresh(before, feed).has_value());
  const auto floor = read_version_floor(version_floor_text(before.floor()));
  REQUIRE(floor.has_value());
  CHECK(*floor == before.floor());

  FeedMaker old = feed;
  for (json* body : {&old.timestamp, &old.snapshot, &old.targets}) (*body)["version"] = 4;
  old.link();
  auto set = TrustedSet::begin(feed.root_text(), feed.now);
  CHECK(set->close_roots(*floor).has_value());
  CHECK_FALSE(set->is_floor_void());
  CHECK(code_of(set->add_timestamp(old.timestamp_text())) == ErrorCode::rollback);
  old.timestamp["version"] = 6;
  CHECK(code_of(set->add_timestamp(old.timestamp_text())) == ErrorCode::rollback);
  old.snapshot["version"] = 6;
  old.link();
  CHECK(code_of(refresh(*set, old)) == ErrorCode::rollback);
}

TEST_CASE("trusted set: versions pushed to the end come back by new keys") {
  for (const FeedRole role : {FeedRole::timestamp, FeedRole::snapshot}) {
    FeedMaker feed;
    for (json* body : {&feed.timestamp, &feed.snapshot, &feed.targets}) (*body)["version"] = INT64_MAX;
    feed.link();
    TrustedSet stolen = rooted(feed);
    CHECK(refresh(stolen, feed).has_value());

    const Signers old_root = feed.signers[FeedRole::root];
    feed.signers[role] = {TestKey()};
    feed.fill_roles();
    for (json* body : {&feed.timestamp, &feed.snapshot, &feed.targets}) (*body)["version"] = 2;
    feed.link();
    TrustedSet same_root = rooted(feed);
    CHECK(same_root.is_floor_void());
    auto set = TrustedSet::begin(feed.root_text(), feed.now);
    CHECK(set->close_roots(stolen.floor()).has_value());
    CHECK(set->is_floor_void());
    CHECK(refresh(*set, feed).has_value());
  }
}

TEST_CASE("trusted set: a delegated role is checked against the delegator in use") {
  FeedMaker feed;
  const TestKey parent_a, parent_b, release_a, release_b;
  const auto delegate = [](json& body, const std::string& name, const TestKey& key) {
    json role = FeedMaker::role_of({key}, 1);
    role.update({{"name", name}, {"terminating", false}, {"paths", json::array({"*"})}});
    body["delegations"]["keys"][key.id()] = key.public_json();
    body["delegations"]["roles"].push_back(role);
  };
  json a = feed.targets, b = feed.targets;
  const json release = feed.targets;
  delegate(feed.targets, "a", parent_a);
  delegate(feed.targets, "b", parent_b);
  delegate(a, "release", release_a);
  delegate(b, "release", release_b);
  feed.link();
  for (const char* name : {"a.json", "b.json", "release.json"}) feed.snapshot["meta"][name] = {{"version", 1}};
  feed.timestamp["meta"]["snapshot.json"] = FeedMaker::announced(feed.snapshot_text(), 1);
  TrustedSet set = rooted(feed);
  CHECK(refresh(set, feed).has_value());
  CHECK(set.add_targets("a", "targets", signed_text(a, {parent_a})).has_value());
  CHECK(set.add_targets("b", "targets", signed_text(b, {parent_b})).has_value());
  const std::string text = signed_text(release, {release_a});
  CHECK(set.add_targets("release", "a", text).has_value());
  CHECK(code_of(set.add_targets("release", "b", text)) == ErrorCode::signature);
  CHECK_FALSE(set.add_targets("release", "targets", text).has_value());
  json expired = a;
  expired["expires"] = utc_time_text(feed.now);
  CHECK(code_of(set.add_targets("a", "targets", signed_text(expired, {parent_a}))) == ErrorCode::expired);
}

TEST_CASE("version floor: what is none is refused") {
  for (const char* text :
       {"", "{}", R"({"keys":"a","timestamp":1,"snapshot":1})", R"({"keys":1,"timestamp":1,"snapshot":1,"roles":{}})",
        R"({"keys":"a","timestamp":-1,"snapshot":1,"roles":{}})",
        R"({"keys":"a","timestamp":1,"snapshot":"1","roles":{}})",
        R"({"keys":"a","timestamp":1,"snapshot":1,"roles":{"targets":-1}})"}) {
    CAPTURE(text);
    CHECK_FALSE(read_version_floor(text).has_value());
  }
}

}  // namespace bycatch
