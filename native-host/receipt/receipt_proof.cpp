#include "receipt_proof.h"

#include <algorithm>
#include <map>

#include "trusted_set.h"

namespace bycatch {
namespace {

Match match_of(KeySpace space) {
  return space == KeySpace::flickr_account ? Match::account : Match::photo;
}

}  // namespace

Result<FeedPack> prove_signatures(const Receipt& receipt, std::span<const std::string> trusted) {
  const auto is_trusted = [&](const std::string& root) { return std::ranges::find(trusted, root) != trusted.end(); };
  const auto first = std::ranges::find_if(receipt.roots, is_trusted);
  if (first == receipt.roots.end()) return fail(ErrorCode::root_chain, "none of its roots is one that is trusted here");
  auto set = TrustedSet::begin(*first, receipt.made);
  if (!set) return std::unexpected(set.error());
  for (auto root = std::next(first); root != receipt.roots.end(); ++root) {
    if (const Status added = set->add_root(*root); !added) return std::unexpected(added.error());
  }
  if (const Status closed = set->close_roots({}); !closed) return std::unexpected(closed.error());
  if (const auto added = set->add_timestamp(receipt.timestamp); !added) return std::unexpected(added.error());
  if (const Status added = set->add_snapshot(receipt.snapshot); !added) return std::unexpected(added.error());
  if (const Status added = set->add_targets("targets", "root", receipt.targets); !added) {
    return std::unexpected(added.error());
  }
  auto contents = read_feed_contents(*set->targets("targets"));
  if (!contents) return std::unexpected(contents.error());
  const auto pack = std::ranges::find(contents->packs, receipt.pack, &FeedPack::id);
  if (pack == contents->packs.end() || pack->current.root != receipt.root) {
    return fail(ErrorCode::result_mismatch, "the signed metadata name another pack");
  }
  return *std::move(pack);
}

Result<std::vector<PackFinding>> findings(const Index& pack, const Identifier& identifier) {
  const auto key = key_of(identifier);
  if (!key) return fail(ErrorCode::not_checkable, "no list is keyed by it");
  std::vector<Hit> hits;
  const Status read = pack.lookup(key->space, std::span(&key->key, 1), hits);
  if (!read) return std::unexpected(read.error());
  std::vector<PackFinding> found;
  found.reserve(hits.size());
  for (const Hit& hit : hits) found.push_back({pack.lists()[hit.list].dataset, match_of(key->space), {}});
  return found;
}

Result<std::vector<PackFinding>> findings(const Index& pack, const Imprint& imprint) {
  std::vector<NearHit> hits;
  if (const Status read = pack.near(imprint, kMaxRadius, hits); !read) return std::unexpected(read.error());
  std::map<std::uint32_t, int> nearest;
  for (const NearHit& hit : hits) {
    const auto [at, is_new] = nearest.try_emplace(hit.list, hit.distance);
    at->second = std::min(at->second, hit.distance);
  }
  std::vector<PackFinding> found;
  for (const auto& [list, distance] : nearest) {
    const ListInfo& info = pack.lists()[list];
    if (distance <= info.radius) found.push_back({info.dataset, Match::copy, distance});
  }
  return found;
}

Status prove_finding(const Receipt& receipt, const Index& pack) {
  const auto found = receipt.imprint ? findings(pack, *receipt.imprint) : findings(pack, *receipt.identifier);
  if (!found) return std::unexpected(found.error());
  const PackFinding said{receipt.dataset, receipt.match, receipt.distance};
  return std::ranges::find(*found, said) != found->end()
             ? Status()
             : fail(ErrorCode::result_mismatch, "the pack does not hold what the receipt says");
}

}  // namespace bycatch
