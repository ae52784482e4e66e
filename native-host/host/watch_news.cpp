#include "watch_news.h"

#include <algorithm>
#include <array>
#include <map>

#include "index.h"
#include "watching.h"

namespace bycatch {
namespace {

constexpr std::uint64_t kMaxPhotos = 9'007'199'254'740'991;  // Count

Result<std::vector<Watch>> watches_from(const AskBroker& ask) {
  return all_watches([&](const WatchQuery& query) { return ask(query); });
}

// Nothing: a folder that was not compared with this generation yet.
Result<std::optional<std::vector<ListCount>>> counts_now(const Generation& generation, const AskBroker& ask,
                                                         const Identifier& watched) {
  if (!is_folder(watched)) return watch_counts(generation, watched);
  auto reply = ask(FoundQuery{watched});
  if (!reply) return std::unexpected(reply.error());
  if (reply->seen.generation != generation.name()) return std::nullopt;
  return std::move(reply->seen.counts);
}

std::vector<ListCount> first_counts(const std::map<std::string, std::uint64_t>& photos) {
  std::vector<ListCount> counts;
  for (const auto& [dataset, count] : photos) {
    if (counts.size() < kMaxWatchLists) counts.push_back({dataset, static_cast<std::int64_t>(count)});
  }
  return counts;
}

Identifier identifier_in(const Watch& watch) {
  return {watch.platform, watch.kind, watch.id};
}

// Nothing when it has no news.
Result<std::optional<WatchNews>> news_of(const Generation& generation, const AskBroker& ask, const Watch& watch) {
  const auto reply = ask(SeenQuery{identifier_in(watch)});
  if (!reply) return std::unexpected(reply.error());
  const WatchSeen& seen = reply->seen;
  if (seen.generation == generation.name()) return std::nullopt;
  const auto now = counts_now(generation, ask, identifier_in(watch));
  if (!now) return std::unexpected(now.error());
  if (!*now) return std::nullopt;
  auto lists = new_counts(seen.counts, **now);
  if (lists.empty()) return std::nullopt;
  const std::string& since = seen.generation.empty() ? watch.since : seen.day;
  return WatchNews{watch.platform, watch.kind, watch.id, since, std::move(lists)};
}

}  // namespace

Result<std::vector<ListCount>> watch_counts(const Generation& generation, const Identifier& watched) {
  const auto located = key_of(watched);
  if (!located) return std::vector<ListCount>();
  std::vector<Hit> hits;
  if (const Status read = generation.index().lookup(located->space, std::array{located->key}, hits); !read) {
    return std::unexpected(read.error());
  }
  std::map<std::string, std::uint64_t> photos;
  for (const Hit& hit : hits) {
    if (hit.list >= generation.index().lists().size()) return fail(ErrorCode::corrupt, "a hit in no list");
    const std::string& dataset = generation.index().lists()[hit.list].dataset;
    if (generation.catalogue().is_test(dataset)) continue;
    std::uint64_t& sum = photos[dataset];
    sum = std::min(kMaxPhotos, sum + std::clamp<std::uint64_t>(hit.count, 1, kMaxPhotos));
  }
  return first_counts(photos);
}

Result<std::vector<ListCount>> folder_counts(const Generation& generation, std::span<const PictureImprints> pictures,
                                             const std::function<Status()>& goes_on) {
  std::map<std::string, std::uint64_t> photos;
  for (const PictureImprints& picture : pictures) {
    if (const Status going = goes_on(); !going) return std::unexpected(going.error());
    const auto datasets = datasets_with_copy(generation, picture);
    if (!datasets) return std::unexpected(datasets.error());
    for (const std::string& dataset : *datasets) {
      if (!generation.catalogue().is_test(dataset)) ++photos[dataset];
    }
  }
  return first_counts(photos);
}

std::vector<ListCount> new_counts(const std::vector<ListCount>& seen, const std::vector<ListCount>& now) {
  std::vector<ListCount> out;
  for (const ListCount& count : now) {
    const auto before = std::ranges::find(seen, count.dataset, &ListCount::dataset);
    const std::int64_t known = before == seen.end() ? 0 : before->photos;
    if (count.photos > known) out.push_back({count.dataset, count.photos - known});
  }
  return out;
}

Result<std::vector<WatchNews>> watch_news(const IndexInUse& index, const AskBroker& ask) {
  if (!index.generation) return fail(index.trouble.value_or(ErrorCode::no_index), "no lists");
  const auto watches = watches_from(ask);
  if (!watches) return std::unexpected(watches.error());
  std::vector<WatchNews> all;
  for (const Watch& watch : *watches) {
    auto news = news_of(*index.generation, ask, watch);
    if (!news) return std::unexpected(std::move(news.error()));
    if (*news) all.push_back(std::move(**news));
  }
  return all;
}

Status note_news_seen(const IndexInUse& index, const AskBroker& ask) {
  if (!index.generation) return fail(index.trouble.value_or(ErrorCode::no_index), "no lists");
  const auto watches = watches_from(ask);
  if (!watches) return std::unexpected(watches.error());
  for (const Watch& watch : *watches) {
    if (const Status noted = note_seen(index, ask, identifier_in(watch)); !noted) return noted;
  }
  return {};
}

Status note_seen(const IndexInUse& index, const AskBroker& ask, const Identifier& watched) {
  if (!index.generation) return {};
  auto counts = counts_now(*index.generation, ask, watched);
  if (!counts) return std::unexpected(std::move(counts.error()));
  if (!*counts) return {};
  const auto reply = ask(SeenRecord{watched, std::string(index.generation->name()), std::move(**counts)});
  return reply ? Status() : std::unexpected(reply.error());
}

Status note_first_seen(const IndexInUse& index, const AskBroker& ask, const Identifier& watched) {
  if (!index.generation) return {};
  const auto reply = ask(SeenQuery{watched});
  if (!reply) return std::unexpected(reply.error());
  return reply->seen.generation.empty() ? note_seen(index, ask, watched) : Status();
}

}  // namespace bycatch
