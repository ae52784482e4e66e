#include "broker.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <random>

#include "broker_link.h"
#include "temp_folder.h"
#include "verbs.h"

namespace bycatch {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr sys_days kToday = std::chrono::year(2026) / 3 / 1;

Numbered<BrokerRecord> count_record(std::int64_t seen, std::int64_t identified) {
  return {7, CountRecord{Platform::instagram, seen, identified}};
}

const Identifier kWatched{Platform::flickr, IdentifierKind::tag, "face"};
const RemovalRequest kAsked{3, "ffhq", Letter::ccpa, RequestState::sent, "2026-11-01", "2026-11-02", "2026-11-02", {}};

Numbered<BrokerRecord> watch_record(const std::string& id, IdentifierKind kind) {
  return {7, WatchRecord{{Platform::flickr, kind, id}}};
}

// A broker of its own process, as the host starts it.
BrokerLink start_broker(const std::filesystem::path& folder) {
  auto child =
      ChildProcess::start([&](MessageSocket answerer) { return run_broker(std::move(answerer), Broker(folder)); });
  REQUIRE(child);
  return BrokerLink(std::move(*child));
}

CountRequest count_request(std::int64_t id, std::int64_t seen, std::int64_t identified) {
  return {id, Platform::flickr, seen, identified, {}, {}, {}, {}, {}};
}

}  // namespace

TEST_CASE("broker record: what is written is read") {
  const auto count = decode_record(encode(count_record(31, 2)));
  REQUIRE(count);
  CHECK(count->number == 7);
  CHECK(count->body == BrokerRecord{CountRecord{Platform::instagram, 31, 2}});
  const CountRecord events{Platform::flickr, 3, 2, {1, 2, 3, 4, 5}};
  CHECK(decode_record(encode(Numbered<BrokerRecord>{8, events}))->body == BrokerRecord{events});
  CHECK(!decode_record(encode(Numbered<BrokerRecord>{8, CountRecord{Platform::flickr, 3, 2, {0, 0, 0, 0, -1}}})));
  CHECK(decode_record(encode(Numbered<BrokerRecord>{8, SiteHealthQuery{}}))->body == BrokerRecord{SiteHealthQuery{}});

  const Identifier tag{Platform::flickr, IdentifierKind::tag, "face"};
  for (const BrokerRecord& record :
       {BrokerRecord(WatchRecord{tag}), BrokerRecord(UnwatchRecord{tag}), BrokerRecord(WatchQuery{7}),
        BrokerRecord(NewRequestRecord{"ffhq", Letter::ccpa, "2026-11-26"}),
        BrokerRecord(MarkRequestRecord{3, RequestState::no_answer, "2026-11-26"}),
        BrokerRecord(KeepRequestRecord{kAsked}), BrokerRecord(RequestQuery{7}), BrokerRecord(SeenQuery{tag}),
        BrokerRecord(FoundQuery{{Platform::web, IdentifierKind::imprint, "/data/pictures"}}),
        BrokerRecord(SeenRecord{tag, "g1", {{"pipa", 3}}}), BrokerRecord(SyncDueRecord{}),
        BrokerRecord(SyncListRecord{}), BrokerRecord(SyncPacksRecord{{"faces", "masks"}}), BrokerRecord(SyncQuery{}),
        BrokerRecord(PlacesQuery{}), BrokerRecord(EventsQuery{})}) {
    CHECK(decode_record(encode(Numbered<BrokerRecord>{8, record}))->body == record);
  }

  const BrokerReply sites{{}, {{Platform::flickr, 5, 4}, {Platform::web, 9007199254740991, 0}}, {}, {}};
  CHECK(decode_reply(encode(Numbered<BrokerReply>{9, sites}))->body == sites);
  const BrokerReply watches{{}, {}, {{{tag.platform, tag.kind, tag.id, "2026-11-26"}}, 3}, {}};
  CHECK(decode_reply(encode(Numbered<BrokerReply>{9, watches}))->body == watches);
  BrokerReply seen;
  seen.seen = {"g1", "2026-11-26", {{"pipa", 3}, {"ffhq", 0}}};
  CHECK(decode_reply(encode(Numbered<BrokerReply>{9, seen}))->body == seen);
  BrokerReply sync;
  sync.sync = {RunState::running, 7, 9, ErrorCode::offline, {{"faces", "Faces, 2020", true, 3, 4096}}, true};
  CHECK(decode_reply(encode(Numbered<BrokerReply>{9, sync}))->body == sync);
  BrokerReply places;
  places.places = {"/opt/bycatch-host", "/data", {{"Firefox", ManifestState::ours, "/etc/x.json"}, {"Brave", {}, {}}}};
  CHECK(decode_reply(encode(Numbered<BrokerReply>{9, places}))->body == places);
  places.places.browsers.resize(kMaxBrowsers + 1);
  CHECK(!decode_reply(encode(Numbered<BrokerReply>{9, places})));
  BrokerReply events_told;
  events_told.events = {true, "[]", {R"({"format":1})", 1'790'000'000}};
  CHECK(decode_reply(encode(Numbered<BrokerReply>{9, events_told}))->body == events_told);
  const BrokerReply requests{{}, {}, {}, {{kAsked}, 4}};
  CHECK(decode_reply(encode(Numbered<BrokerReply>{9, requests}))->body == requests);
  const BrokerReply failure{ErrorCode::no_index, {}, {}, {}};
  CHECK(decode_reply(encode(Numbered<BrokerReply>{9, failure}))->body == failure);
}

TEST_CASE("broker record: what becomes a program's argument is a word and nothing else") {
  for (const char* const pack : {"", "--feed", "a,b", "A", "x y"}) {
    CAPTURE(pack);
    const auto bytes = encode(Numbered<BrokerRecord>{8, SyncPacksRecord{{pack}}});
    CHECK(decode_record(bytes).error().code == ErrorCode::bad_request);
  }
  const std::vector<std::string> many(kMaxOfferedPacks + 1, "faces");
  CHECK(decode_record(encode(Numbered<BrokerRecord>{8, SyncPacksRecord{many}})).error().code == ErrorCode::bad_request);
}

TEST_CASE("broker: events are counted while the organisation has set that, and not a day else") {
  const TempFolder home;
  const auto policy = home.path() / "policy.json";
  const std::string own = std::getenv("BYCATCH_POLICY") == nullptr ? "" : std::getenv("BYCATCH_POLICY");
  setenv("BYCATCH_POLICY", policy.c_str(), 1);
  Broker broker(home.path());
  const std::chrono::sys_days day = std::chrono::year(2026) / 11 / 27;
  const CountRecord count{Platform::flickr, 3, 2, {3, 1, 0, 0, 0}};
  CHECK(broker.answer(EventsQuery{}, day).events == EventsTold{false, "[]", {}});
  CHECK(!broker.answer(count, day).failure);
  CHECK(broker.answer(EventsQuery{}, day).events == EventsTold{false, "[]", {}});
  std::ofstream(policy) << R"({"events":"https://counts.example.org/"})";
  CHECK(!broker.answer(count, day).failure);
  CHECK(broker.answer(EventsQuery{}, day).events ==
        EventsTold{true, R"([{"day":"2026-11-27","present":1,"checked":3,"listed":1}])", {}});
  std::ofstream(policy) << R"({"keepDays":1})";
  CHECK(!broker.answer(count, day + std::chrono::days(2)).failure);
  CHECK(broker.answer(SiteHealthQuery{}, day).sites == std::vector{SiteHealth{Platform::flickr, 3, 2}});
  setenv("BYCATCH_POLICY", own.c_str(), 1);
}

TEST_CASE("broker record: a number out of bounds, a byte less or more is refused") {
  for (const auto& [seen, identified] : {std::pair{-1, -1}, {1, -1}, {1, 2}, {1'000'001, 0}}) {
    CHECK(decode_record(encode(count_record(seen, identified))).error().code == ErrorCode::bad_request);
  }
  CHECK(!decode_reply(encode(Numbered<BrokerReply>{1, {{}, {{Platform::web, -1, 0}}, {}, {}}})));
  CHECK(!decode_reply(encode(Numbered<BrokerReply>{1, {{}, std::vector<SiteHealth>(9), {}, {}}})));
  CHECK(!decode_record(encode(watch_record("", IdentifierKind::tag))));
  CHECK(!decode_record(encode(watch_record("9000000000001", IdentifierKind::photo))));
  CHECK(!decode_record(encode(watch_record(std::string(kMaxWatchBytes + 1, 'a'), IdentifierKind::tag))));
  CHECK(!decode_record(encode(Numbered<BrokerRecord>{1, WatchQuery{-1}})));
  CHECK(!decode_record(encode(Numbered<BrokerRecord>{1, NewRequestRecord{"ffhq", Letter::ccpa, "soon"}})));
  CHECK(!decode_record(encode(Numbered<BrokerRecord>{1, MarkRequestRecord{0, RequestState::done, "2026-11-26"}})));
  CHECK(!decode_record(encode(Numbered<BrokerRecord>{1, SeenRecord{kWatched, "", {}}})));
  CHECK(!decode_record(encode(Numbered<BrokerRecord>{1, SeenRecord{kWatched, "g1", {{"../x", 3}}}})));
  CHECK(!decode_record(
      encode(Numbered<BrokerRecord>{1, SeenRecord{kWatched, "g1", std::vector<ListCount>(25, {"pipa", 3})}})));
  CHECK(!decode_reply(encode(Numbered<BrokerReply>{1, {{}, {}, {}, {std::vector(25, kAsked), 0}}})));
  for (auto bytes :
       {encode(count_record(3, 2)), encode(Numbered<BrokerRecord>{1, SiteHealthQuery{}}),
        encode(watch_record("face", IdentifierKind::tag)), encode(Numbered<BrokerRecord>{1, KeepRequestRecord{kAsked}}),
        encode(Numbered<BrokerRecord>{1, SeenRecord{kWatched, "g1", {{"pipa", 3}}}})}) {
    for (std::size_t size = 0; size < bytes.size(); ++size) CHECK(!decode_record(std::span(bytes).first(size)));
    bytes.push_back(std::byte{0});
    CHECK(!decode_record(bytes));
  }
}

TEST_CASE("broker record: of random bytes nothing is read that would be written otherwise") {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    const bool is_watch = round % 2 != 0;
    std::vector<std::byte> bytes = encode(is_watch ? watch_record("face", IdentifierKind::tag) : count_record(3, 2));
    bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    if (const auto record = decode_record(bytes)) CHECK(encode(*record) == bytes);
    if (const auto reply = decode_reply(bytes)) CHECK(encode(*reply) == bytes);
  }
}

TEST_CASE("broker: sums of the last 30 days, today among them") {
  const TempFolder folder;
  Broker broker{Result<std::filesystem::path>(folder.path())};
  const auto count = [&](std::int64_t seen, sys_days day) {
    CHECK(!broker.answer(CountRecord{Platform::flickr, seen, 1}, day).failure);
  };
  count(1, kToday - days(30));
  count(10, kToday - days(29));
  count(100, kToday);
  count(1000, kToday);
  const BrokerReply reply = broker.answer(SiteHealthQuery{}, kToday);
  CHECK(!reply.failure);
  CHECK(reply.sites == std::vector{SiteHealth{Platform::flickr, 1110, 3}});
}

TEST_CASE("broker: a question creates nothing") {
  const TempFolder folder;
  Broker broker{Result<std::filesystem::path>(folder.path())};
  CHECK(broker.answer(WatchQuery{}, kToday) == BrokerReply{});
  CHECK(broker.answer(SiteHealthQuery{}, kToday) == BrokerReply{});
  CHECK(std::filesystem::is_empty(folder.path()));
  CHECK(!broker.answer(watch_record("face", IdentifierKind::tag).body, kToday).failure);
  CHECK(broker.answer(WatchQuery{}, kToday).watches.watches.at(0).since == "2026-03-01");
}

TEST_CASE("broker link: requests are noted, marked, taken over and told with the day they are due") {
  const TempFolder folder;
  BrokerLink link = start_broker(folder.path());
  CHECK(link.requests().value().empty());
  CHECK(link.new_request({"ffhq", Letter::gdpr_access, "2026-11-25"})->number == 1);
  CHECK(link.mark_request({1, RequestState::sent, "2026-11-25"})->due == "2026-12-25");
  CHECK(link.mark_request({2, RequestState::sent, "2026-11-25"}).error().code == ErrorCode::not_found);
  CHECK(link.new_request({"ffhq", Letter::ccpa, "2026-02-30"}).error().code == ErrorCode::bad_request);
  for (std::size_t at = 1; at < kMaxRequests; ++at) {
    RemovalRequest kept = kAsked;
    kept.number = static_cast<std::int64_t>(at);
    REQUIRE(link.keep_request(kept));
  }
  const auto all = link.requests().value();
  REQUIRE(all.size() == kMaxRequests);
  CHECK(all[255].number == 256);
  CHECK(all[255].due == "2026-12-17");
}

TEST_CASE("broker link: a full watch list of long words comes over whole") {
  const TempFolder folder;
  BrokerLink link = start_broker(folder.path());
  CHECK(link.watches().value().empty());
  for (std::size_t at = 0; at < kMaxWatches; ++at) {
    const std::string number = std::to_string(at);
    REQUIRE(link.watch({Platform::flickr, IdentifierKind::tag, number + std::string(512 - number.size(), 'a')}));
  }
  const auto watched = link.watches().value();
  REQUIRE(watched.size() == kMaxWatches);
  CHECK(watched[255].id.starts_with("255a"));
  CHECK(link.watch({Platform::flickr, IdentifierKind::tag, "one"}).error().code == ErrorCode::too_large);
  CHECK(link.unwatch({Platform::flickr, IdentifierKind::tag, "one"}).error().code == ErrorCode::not_found);
  CHECK(link.unwatch({Platform::flickr, IdentifierKind::tag, watched[0].id}));
  CHECK(link.watches().value().size() == kMaxWatches - 1);
}

TEST_CASE("broker: without a data folder it says why and goes on") {
  Broker broker{fail(ErrorCode::not_found, "none")};
  CHECK(broker.answer(SiteHealthQuery{}, kToday).failure == ErrorCode::not_found);
  CHECK(broker.answer(CountRecord{}, kToday).failure == ErrorCode::not_found);
}

TEST_CASE("broker link: counts reach the other process and come back as sums") {
  const TempFolder folder;
  BrokerLink link = start_broker(folder.path());
  CHECK(count(count_request(1, 31, 2), link).value() == DoneReply{1});
  CHECK(count(count_request(2, 9, 8), link));
  CHECK(count(count_request(3, 1, 2), link).error().code == ErrorCode::bad_request);
  CHECK(link.site_health().value() == std::vector{SiteHealth{Platform::flickr, 40, 10}});
  CHECK(link.is_up());
}

TEST_CASE("broker link: a broker that cannot write says so and stays") {
  const TempFolder folder;
  std::filesystem::create_directory(folder.path() / "state.db");
  BrokerLink link = start_broker(folder.path());
  CHECK(!link.add_count({Platform::flickr, 1, 1}));
  CHECK(link.is_up());
  std::filesystem::remove(folder.path() / "state.db");
  CHECK(link.add_count({Platform::flickr, 1, 1}));
}

TEST_CASE("broker link: without a broker every question is cancelled") {
  BrokerLink none(std::nullopt);
  CHECK(!none.is_up());
  CHECK(none.site_health().error().code == ErrorCode::cancelled);

  auto ended = ChildProcess::start([](MessageSocket) { return 0; });
  REQUIRE(ended);
  BrokerLink link(std::move(*ended));
  CHECK(link.site_health().error().code == ErrorCode::cancelled);
  CHECK(!link.is_up());
}

TEST_CASE("broker link: a silent broker is a timeout, and its late reply answers no later question") {
  auto child = ChildProcess::start([](MessageSocket link) {
    const auto first = link.receive(std::nullopt);
    const auto second = link.receive(std::nullopt);
    if (!first || !second) return 1;
    const auto reply = [&](const std::vector<std::byte>& to, std::int64_t seen) {
      const BrokerReply body{{}, {{Platform::flickr, seen, 0}}, {}, {}};
      static_cast<void>(link.send(encode(Numbered<BrokerReply>{decode_record(to)->number, body})));
    };
    reply(*first, 1);
    reply(*second, 2);
    static_cast<void>(link.receive(std::nullopt));
    return 0;
  });
  REQUIRE(child);
  BrokerLink link(std::move(*child));
  CHECK(link.site_health().error().code == ErrorCode::timeout);
  CHECK(link.is_up());
  CHECK(link.site_health().value().at(0).seen == 2);
}

}  // namespace bycatch
