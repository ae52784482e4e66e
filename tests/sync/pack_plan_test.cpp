// What a feed holds, and the cheapest way to it.
#include "pack_plan.h"

#include <doctest/doctest.h>

#include "feed_maker.h"

namespace bycatch {
namespace {

std::string root_named(char letter) {
  return std::string(64, letter);
}

FeedDelta delta(char from, char to, std::uint64_t bytes, std::int64_t format = 1) {
  const std::string name = std::string(1, from) + to;
  return {.file = {.name = name, .bytes = bytes, .sha256 = {}, .format = format},
          .from = root_named(from),
          .to = {.root = root_named(to), .bytes = 1, .sha256 = {}}};
}

FeedPack pack(char base, char current, std::vector<FeedDelta> deltas) {
  FeedPack made;
  made.id = "faces";
  made.base = {.name = "base", .bytes = 1000, .sha256 = {}, .format = 1};
  made.base_root = root_named(base);
  made.current.root = root_named(current);
  made.deltas = std::move(deltas);
  return made;
}

// "base ab bc": what is loaded, in order.
std::string way(const FeedPack& of, const std::string& held, const std::set<std::string>& bad = {}) {
  const auto plan = plan_pack(of, held, bad);
  if (!plan) return std::string(to_string(plan.error().code));
  std::string text = plan->loads_base ? "base" : "held";
  for (const FeedDelta* step : plan->deltas) text += " " + step->file.name;
  return text;
}

TargetsMetadata targets_of(const json& targets) {
  FeedMaker maker;
  maker.targets["targets"] = targets;
  return read_targets(maker.targets).value();
}

json target(const json& custom, const std::string& sha256 = std::string(64, 'a')) {
  return {{"length", 10}, {"hashes", {{"sha256", sha256}}}, {"custom", custom}};
}

json base_said(const std::string& id) {
  return {{"kind", "base"},
          {"format", 1},
          {"pack", id},
          {"title", "T"},
          {"root", std::string(64, '1')},
          {"current",
           {{"root", std::string(64, '2')},
            {"bytes", 5},
            {"sha256", std::string(64, '3')},
            {"keys", 7},
            {"lists", {{{"dataset", "d"}, {"date", "2026-01-01"}}}}}}};
}

}  // namespace

TEST_CASE("pack plan: a chain of deltas or the base, whichever is smaller") {
  const FeedPack chain = pack('d', 'd', {delta('a', 'b', 300), delta('b', 'c', 300), delta('c', 'd', 300)});
  CHECK(way(chain, root_named('a')) == "held ab bc cd");
  CHECK(way(chain, root_named('c')) == "held cd");
  CHECK(way(chain, root_named('d')) == "held");
  CHECK(way(chain, "") == "base");
  CHECK(way(chain, root_named('x')) == "base");
  const FeedPack long_chain = pack('d', 'd', {delta('a', 'b', 400), delta('b', 'c', 400), delta('c', 'd', 400)});
  CHECK(way(long_chain, root_named('a')) == "base");
  CHECK(way(long_chain, root_named('b')) == "held bc cd");
}

TEST_CASE("pack plan: an old base with a chain to the current state") {
  const FeedPack old = pack('a', 'c', {delta('a', 'b', 10), delta('b', 'c', 10), delta('a', 'c', 30)});
  CHECK(way(old, "") == "base ab bc");
  CHECK(way(old, root_named('b')) == "held bc");
  CHECK(way(old, "", {"bc"}) == "base ac");
  CHECK(way(old, "", {"bc", "ac"}) == "delta_unusable");
}

TEST_CASE("pack plan: deltas that fail, are empty, of another format or in a circle lead nowhere") {
  CHECK(way(pack('b', 'b', {delta('a', 'b', 0)}), root_named('a')) == "base");
  CHECK(way(pack('b', 'b', {delta('a', 'b', 5, 2)}), root_named('a')) == "base");
  CHECK(way(pack('b', 'b', {delta('a', 'b', 5)}), root_named('a'), {"ab"}) == "base");
  CHECK(way(pack('c', 'c', {delta('a', 'b', 5), delta('b', 'a', 5), delta('a', 'a', 5)}), root_named('a')) == "base");
  FeedPack endless = pack('z', 'z', {});
  for (int i = 0; i < 300; ++i) {
    FeedDelta step = delta('a', 'a', 1);
    step.from = std::to_string(i);
    step.to.root = i == 299 ? root_named('z') : std::to_string(i + 1);
    endless.deltas.push_back(step);
  }
  CHECK(way(endless, "0") == "base");
  CHECK(way(endless, "240").starts_with("held"));
}

TEST_CASE("feed contents: what is said is read, what is unknown is passed over") {
  json named = {{"packs/x/base.segment", target(base_said("x"))},
                {"catalogue.json", target({{"kind", "catalogue"}, {"format", 1}})},
                {"later", target({{"kind", "something else"}})},
                {"plain", {{"length", 1}, {"hashes", {{"sha256", "00"}}}}},
                {"packs/x/1-2.delta", target({{"kind", "delta"},
                                              {"format", 1},
                                              {"pack", "x"},
                                              {"from", std::string(64, '1')},
                                              {"to", std::string(64, '2')},
                                              {"bytes", 5},
                                              {"sha256", std::string(64, '3')}})},
                {"packs/x/odd.delta", target({{"kind", "delta"}, {"format", 1}, {"pack", "x"}, {"from", "short"}})},
                {"packs/y/lost.delta", target({{"kind", "delta"},
                                               {"format", 1},
                                               {"pack", "y"},
                                               {"from", std::string(64, '1')},
                                               {"to", std::string(64, '2')},
                                               {"bytes", 5},
                                               {"sha256", std::string(64, '3')}})}};
  const auto contents = read_feed_contents(targets_of(named));
  REQUIRE(contents.has_value());
  REQUIRE(contents->packs.size() == 1);
  CHECK(contents->packs[0].keys == 7);
  CHECK(contents->packs[0].by_default == false);
  CHECK(contents->packs[0].lists == std::vector<FeedPack::List>{{"d", "2026-01-01"}});
  CHECK(contents->packs[0].deltas.size() == 1);
  CHECK(contents->catalogue.has_value());
}

TEST_CASE("feed contents: a base that is not described as it must be") {
  const auto is_refused = [](const json& named) {
    const auto contents = read_feed_contents(targets_of(named));
    return !contents && contents.error().code == ErrorCode::bad_format;
  };
  for (const char* field : {"/format", "/pack", "/title", "/root", "/current", "/current/root", "/current/bytes",
                            "/current/sha256", "/current/keys", "/current/lists", "/current/lists/0/dataset"}) {
    for (const json& value : {json(), json("x/../y"), json(-1), json::array({1})}) {
      CAPTURE(field);
      CAPTURE(value.dump());
      json said = base_said("x");
      if (std::string(field).ends_with("title") && value.is_string()) continue;
      if (std::string(field).ends_with("dataset") && value.is_string()) continue;
      said[json::json_pointer(field)] = value;
      CHECK(is_refused({{"b", target(said)}}));
    }
  }
  CHECK(is_refused({{"b", target(base_said("x"), "zz")}}));
  CHECK(is_refused({{"a", target(base_said("x"))}, {"b", target(base_said("x"))}}));
  CHECK(is_refused({{"b", target(base_said("imported"))}}));
  CHECK(is_refused(
      {{"a", target({{"kind", "catalogue"}, {"format", 1}})}, {"b", target({{"kind", "catalogue"}, {"format", 1}})}}));
  json many;
  for (int i = 0; i < 16; ++i) many["b" + std::to_string(i)] = target(base_said("p" + std::to_string(i)));
  CHECK(is_refused(many));
}

}  // namespace bycatch
