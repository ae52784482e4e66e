// What new lists hold of the watched tags and accounts. Only the watched keys are looked up, and their photos compared
// with what was seen before.
#pragma once

#include <functional>
#include <vector>

#include "answerer.h"
#include "broker_record.h"

namespace bycatch {

using AskBroker = std::function<Result<BrokerReply>(const BrokerRecord&)>;

// Photos by dataset, in the order of their names; a list that does not count holds one. Tests are left out, and what
// comes after kMaxWatchLists.
// Errors: corrupt.
[[nodiscard]] Result<std::vector<ListCount>> watch_counts(const Generation& generation, const Identifier& watched);

// What `now` holds beyond `seen`, both by dataset.
[[nodiscard]] std::vector<ListCount> new_counts(const std::vector<ListCount>& seen, const std::vector<ListCount>& now);

// Errors: the trouble of an index without a generation; corrupt; the broker's.
[[nodiscard]] Result<std::vector<WatchNews>> watch_news(const IndexInUse& index, const AskBroker& ask);

// From now on only what comes after this generation is new.
// Errors: as watch_news().
[[nodiscard]] Status note_news_seen(const IndexInUse& index, const AskBroker& ask);

// The same of one that was just put on the list: what the lists hold already is no news. One whose news were seen
// before stays as it is, and so does all where there are no lists.
// Errors: corrupt; the broker's.
[[nodiscard]] Status note_first_seen(const IndexInUse& index, const AskBroker& ask, const Identifier& watched);

}  // namespace bycatch
