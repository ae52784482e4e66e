#include "watching.h"

#include <algorithm>
#include <iterator>

#include "hashtag.h"
#include "index.h"

namespace bycatch {

Result<std::vector<Watch>> all_watches(const AskForWatches& ask) {
  std::vector<Watch> watches;
  std::int64_t next = 0;
  do {
    auto reply = ask(WatchQuery{next});
    if (!reply) return std::unexpected(std::move(reply.error()));
    std::vector<Watch>& page = reply->watches.watches;
    if (reply->watches.next != 0 && reply->watches.next <= next) return fail(ErrorCode::corrupt, "page of watches");
    if (watches.size() + page.size() > kMaxWatches) return fail(ErrorCode::corrupt, "number of watches");
    std::ranges::move(page, std::back_inserter(watches));
    next = reply->watches.next;
  } while (next != 0);
  return watches;
}

Watching watching(Result<std::vector<Watch>> watches) {
  if (watches) return {std::move(*watches), std::nullopt};
  const ErrorCode code = watches.error().code;
  const bool is_passing = code == ErrorCode::cancelled || code == ErrorCode::timeout || code == ErrorCode::busy;
  return {{}, is_passing ? code : ErrorCode::internal};
}

Result<Identifier> watched_identifier(Platform platform, IdentifierKind kind, const std::string& word) {
  Identifier identifier{platform, kind, kind == IdentifierKind::tag ? normalise_tag(platform, word) : word};
  const bool is_kind = kind == IdentifierKind::tag || kind == IdentifierKind::account;
  if (!is_kind || !key_of(identifier)) return fail(ErrorCode::not_checkable, "word to watch");
  if (identifier.id.size() > kMaxWatchBytes) return fail(ErrorCode::too_large, "word to watch");
  return identifier;
}

std::optional<Advisory> watched_advisory(const Watching& watching, const Identifier& tag) {
  const bool is_watched = std::ranges::any_of(watching.watches, [&](const Watch& watch) {
    return watch.platform == tag.platform && watch.kind == tag.kind && watch.id == tag.id;
  });
  if (!is_watched) return std::nullopt;
  Advisory advisory;
  advisory.tag = tag.id;
  advisory.level = Level::watched;
  return advisory;
}

}  // namespace bycatch
