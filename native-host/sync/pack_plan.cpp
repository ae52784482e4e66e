#include "pack_plan.h"

#include <algorithm>
#include <map>
#include <queue>
#include <utility>

namespace bycatch {
namespace {

// The cheapest way known to a state.
struct Way {
  std::uint64_t bytes = 0;
  const FeedDelta* last = nullptr;  // null: the state is held, or the base
  std::size_t deltas = 0;
};

using Ways = std::map<std::string, Way>;  // by root

Ways ways_from(const std::map<std::string, std::uint64_t>& starts, const FeedPack& pack,
               const std::set<std::string>& bad) {
  Ways ways;
  using Step = std::pair<std::uint64_t, std::string>;
  std::priority_queue<Step, std::vector<Step>, std::greater<>> open;
  for (const auto& [root, bytes] : starts) {
    ways[root] = {bytes, nullptr, 0};
    open.emplace(bytes, root);
  }
  std::multimap<std::string, const FeedDelta*> from;
  for (const FeedDelta& delta : pack.deltas) {
    if (delta.file.bytes > 0 && delta.file.format == kFeedFormat && !bad.contains(delta.file.name)) {
      from.emplace(delta.from, &delta);
    }
  }
  while (!open.empty()) {
    const auto [bytes, root] = open.top();
    open.pop();
    const Way here = ways.at(root);
    if (bytes > here.bytes || here.deltas == kMaxChain) {
      continue;
    }
    const auto [first, last] = from.equal_range(root);
    for (auto it = first; it != last; ++it) {
      const FeedDelta& delta = *it->second;
      const std::uint64_t there = bytes + delta.file.bytes;
      const auto known = ways.find(delta.to.root);
      if (known == ways.end() || there < known->second.bytes) {
        ways[delta.to.root] = {there, &delta, here.deltas + 1};
        open.emplace(there, delta.to.root);
      }
    }
  }
  return ways;
}

}  // namespace

Result<PackRoute> plan_pack(const FeedPack& pack, const std::string& held_root, const std::set<std::string>& bad) {
  std::map<std::string, std::uint64_t> starts = {{pack.base_root, pack.base.bytes}};
  if (!held_root.empty()) {
    starts[held_root] = 0;
  }
  const Ways ways = ways_from(starts, pack, bad);
  auto way = ways.find(pack.current.root);
  if (way == ways.end()) {
    return fail(ErrorCode::delta_unusable, "no way leads to the pack's current state");
  }
  PackRoute plan{.loads_base = false, .deltas = {}, .bytes = way->second.bytes};
  while (way->second.last != nullptr) {
    plan.deltas.push_back(way->second.last);
    way = ways.find(way->second.last->from);
  }
  plan.loads_base = way->first != held_root;
  std::ranges::reverse(plan.deltas);
  return plan;
}

}  // namespace bycatch
