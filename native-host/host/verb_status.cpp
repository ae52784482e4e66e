#include <algorithm>

#include "lookup.h"
#include "sha256.h"
#include "verbs.h"

namespace bycatch {

namespace {

constexpr std::size_t kMaxPacks = 16;  // StatusReply.packs
constexpr std::size_t kMaxSites = 8;   // StatusReply.sites

template <class T>
std::vector<T> at_most(std::vector<T> items, std::size_t limit) {
  items.resize(std::min(items.size(), limit));
  return items;
}

// SHA-256 of a line `ID ROOT` for each pack, by id; nothing while one of them has no root.
std::optional<std::string> root_of(const std::vector<Pack>& packs) {
  std::vector<std::string> lines;
  for (const Pack& pack : packs) {
    if (!pack.root) return std::nullopt;
    lines.push_back(pack.id + " " + *pack.root + "\n");
  }
  std::ranges::sort(lines);
  Sha256 digest;
  for (const std::string& line : lines) digest.add(std::as_bytes(std::span(line)));
  return lines.empty() ? std::nullopt : std::optional(digest.hex());
}

}  // namespace

StatusReply status(const StatusRequest& request, const IndexInUse& index, std::vector<SiteHealth> sites,
                   bool has_broker) {
  StatusReply reply;
  reply.id = request.id;
  reply.version = kHostVersion;
  reply.protocol = kHostProtocol;
  reply.generation = generation_name(index);
  reply.code = index.trouble;
  if (index.generation) {
    Holdings held = holdings(*index.generation);
    reply.lists = held.lists;
    reply.records = held.records;
    reply.data_date = std::move(held.data_date);
    reply.packs = at_most(index.generation->packs(), kMaxPacks);
    reply.root = root_of(reply.packs);
  }
  if (!reply.code && reply.lists == 0) reply.code = ErrorCode::no_index;
  reply.index = !reply.code                          ? IndexState::ready
                : *reply.code == ErrorCode::no_index ? IndexState::empty
                                                     : IndexState::damaged;
  reply.sites = at_most(std::move(sites), kMaxSites);
  reply.broker = has_broker;
  return reply;
}

}  // namespace bycatch
