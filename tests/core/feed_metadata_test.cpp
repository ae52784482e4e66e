#include <doctest/doctest.h>

#include "feed_maker.h"

namespace bycatch {
namespace {

// `body` with one field, named by a JSON pointer, set or taken away.
json with(json body, const std::string& pointer, const json& value) {
  body[json::json_pointer(pointer)] = value;
  return body;
}
json without(json body, const std::string& pointer) {
  const json::json_pointer at(pointer);
  body.at(at.parent_pointer()).erase(at.back());
  return body;
}

template <class T>
ErrorCode code_of(const Result<T>& read) {
  REQUIRE_FALSE(read.has_value());
  return read.error().code;
}

}  // namespace

TEST_CASE("metadata: versions are whole numbers from 1 to 63 bits") {
  const FeedMaker feed;
  for (const json& version : {json(1), json(2147483647), json(std::int64_t{1} << 53), json(INT64_MAX)}) {
    CHECK(read_root(with(feed.root, "/version", version))->version == version);
    CHECK(read_snapshot(with(feed.snapshot, "/meta/targets.json/version", version)).has_value());
  }
  for (const json& version : {json(0), json(-1), json(INT64_MIN), json(UINT64_MAX), json(std::uint64_t{1} << 63),
                              json(1.0), json("7"), json(), json(true), json::array({1})}) {
    CAPTURE(version.dump());
    CHECK(code_of(read_root(with(feed.root, "/version", version))) == ErrorCode::bad_format);
    CHECK(code_of(read_timestamp(with(feed.timestamp, "/version", version))) == ErrorCode::bad_format);
    CHECK(code_of(read_timestamp(with(feed.timestamp, "/meta/snapshot.json/version", version))) ==
          ErrorCode::bad_format);
    CHECK(code_of(read_snapshot(with(feed.snapshot, "/version", version))) == ErrorCode::bad_format);
    CHECK(code_of(read_snapshot(with(feed.snapshot, "/meta/targets.json/version", version))) == ErrorCode::bad_format);
    CHECK(code_of(read_targets(with(feed.targets, "/version", version))) == ErrorCode::bad_format);
  }
}

TEST_CASE("metadata: every field must be there and of its kind") {
  FeedMaker feed;
  feed.add_target("a", "a");
  for (const char* field : {"/_type", "/version", "/expires", "/spec_version", "/keys", "/roles", "/roles/root",
                            "/roles/timestamp", "/roles/targets/keyids", "/roles/targets/threshold"}) {
    CAPTURE(field);
    CHECK(code_of(read_root(without(feed.root, field))) == ErrorCode::bad_format);
    CHECK(code_of(read_root(with(feed.root, field, json::array({1})))) == ErrorCode::bad_format);
  }
  for (const char* field : {"/meta", "/meta/snapshot.json"}) {
    CHECK(code_of(read_timestamp(without(feed.timestamp, field))) == ErrorCode::bad_format);
  }
  for (const char* field : {"/meta", "/meta/targets.json"}) {
    CHECK(code_of(read_snapshot(without(feed.snapshot, field))) == ErrorCode::bad_format);
  }
  for (const char* field : {"/targets", "/targets/a/length", "/targets/a/hashes"}) {
    CHECK(code_of(read_targets(without(feed.targets, field))) == ErrorCode::bad_format);
  }
  CHECK(code_of(read_targets(with(feed.targets, "/targets/a/length", -1))) == ErrorCode::bad_format);
  CHECK(code_of(read_targets(with(feed.targets, "/targets/a/custom", 1))) == ErrorCode::bad_format);
  CHECK(code_of(read_targets(with(feed.targets, "/targets/a/hashes/sha256", 1))) == ErrorCode::bad_format);
  CHECK(code_of(read_timestamp(with(feed.timestamp, "/meta/snapshot.json/length", "9"))) == ErrorCode::bad_format);
  CHECK(code_of(read_snapshot(with(feed.snapshot, "/meta/odd", {{"version", 1}}))) == ErrorCode::bad_format);
  CHECK(code_of(read_root(with(feed.root, "/consistent_snapshot", 1))) == ErrorCode::bad_format);
}

TEST_CASE("metadata: one kind does not pass for another, nor a later specification for this one") {
  const FeedMaker feed;
  CHECK(code_of(read_timestamp(with(feed.timestamp, "/_type", "snapshot"))) == ErrorCode::bad_format);
  CHECK(code_of(read_targets(with(feed.targets, "/_type", "Targets"))) == ErrorCode::bad_format);
  for (const char* spec : {"2.0", "2.0.0", "10.0", "0.9"}) {
    CHECK(code_of(read_root(with(feed.root, "/spec_version", spec))) == ErrorCode::unsupported);
  }
  for (const char* spec : {"", "one", "v1.0"}) {
    CHECK(code_of(read_root(with(feed.root, "/spec_version", spec))) == ErrorCode::bad_format);
  }
  CHECK(read_root(with(feed.root, "/spec_version", "1.0")).has_value());
  CHECK(read_root(with(feed.root, "/spec_version", "1.9.9")).has_value());
}

TEST_CASE("metadata: thresholds and keys of a role") {
  const FeedMaker feed;
  for (const json& threshold : {json(0), json(-1), json("1"), json(1.5)}) {
    CHECK(code_of(read_root(with(feed.root, "/roles/snapshot/threshold", threshold))) == ErrorCode::bad_format);
  }
  const std::string id = feed.signers.at(FeedRole::snapshot)[0].id();
  const auto twice = read_root(with(feed.root, "/roles/snapshot/keyids", json::array({id, id})));
  CHECK(twice->role(FeedRole::snapshot).key_ids == std::vector{id});
  const json many(std::vector<std::string>(kMaxRoleKeys + 1, id));
  CHECK(code_of(read_root(with(feed.root, "/roles/snapshot/keyids", many))) == ErrorCode::bad_format);
}

TEST_CASE("metadata: fields that nobody knows are let pass") {
  const FeedMaker feed;
  CHECK(read_root(with(feed.root, "/surprise", {{"a", 1}})).has_value());
  CHECK(read_root(with(feed.root, "/roles/root/surprise", 1)).has_value());
  CHECK(read_targets(with(feed.targets, "/surprise", "x")).has_value());
}

TEST_CASE("metadata: delegations") {
  const TestKey key;
  FeedMaker feed;
  json role = FeedMaker::role_of({key}, 1);
  role.update({{"name", "a"}, {"terminating", true}, {"paths", json::array({"x/*", "y"})}});
  feed.targets["delegations"] = {{"keys", {{key.id(), key.public_json()}}}, {"roles", json::array({role})}};
  const auto read = read_targets(feed.targets);
  REQUIRE(read.has_value());
  CHECK(read->keys.contains(key.id()));
  const Delegation& delegation = read->delegations.at(0);
  CHECK(delegation.is_terminating);
  CHECK(delegation.covers("x/1"));
  CHECK(delegation.covers("y"));
  CHECK_FALSE(delegation.covers("x/1/2"));
  const std::string at = "/delegations/roles/0";
  for (const char* name : {"root", "timestamp", "snapshot", "targets", ""}) {
    CHECK(code_of(read_targets(with(feed.targets, at + "/name", name))) == ErrorCode::bad_format);
  }
  CHECK(code_of(read_targets(with(feed.targets, at + "/name", std::string(kMaxNameBytes + 1, 'a')))) ==
        ErrorCode::bad_format);
  CHECK(code_of(read_targets(without(feed.targets, at + "/paths"))) == ErrorCode::bad_format);
  CHECK(code_of(read_targets(without(feed.targets, at + "/terminating"))) == ErrorCode::bad_format);
  CHECK(code_of(read_targets(with(feed.targets, at + "/path_hash_prefixes", json::array()))) == ErrorCode::bad_format);
  const json by_hash = with(without(feed.targets, at + "/paths"), at + "/path_hash_prefixes",
                            json::array({sha256_hex("z").substr(0, 2)}));
  CHECK(read_targets(by_hash)->delegations.at(0).covers("z"));
  CHECK_FALSE(read_targets(by_hash)->delegations.at(0).covers("y"));
}

}  // namespace bycatch
