// What is watched, gathered from the broker's pages; and what that says of a tag.
#pragma once

#include <functional>
#include <vector>

#include "answerer.h"
#include "broker_record.h"

namespace bycatch {

using AskForWatches = std::function<Result<BrokerReply>(const WatchQuery&)>;

// Errors: those of `ask`; corrupt, when its pages do not end.
[[nodiscard]] Result<std::vector<Watch>> all_watches(const AskForWatches& ask);

// With the reason in place of a list that cannot be had: cancelled, timeout, busy, or `internal`, for in an answer
// `corrupt` and its like speak of the index.
[[nodiscard]] Watching watching(Result<std::vector<Watch>> watches);

// The tag or account that `word` names, as lists are keyed by it.
// Errors: not_checkable, when it is neither or no list could hold it; too_large.
[[nodiscard]] Result<Identifier> watched_identifier(Platform platform, IdentifierKind kind, const std::string& word);

// Of the level `watched`; nothing when `tag` (in its normal form) is not on the list.
[[nodiscard]] std::optional<Advisory> watched_advisory(const Watching& watching, const Identifier& tag);

}  // namespace bycatch
