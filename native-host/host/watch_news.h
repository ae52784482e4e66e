// What new lists hold of what is watched. Only the keys of tags and accounts are looked up, and their photos compared
// with what was seen before; a folder's pictures are compared by who holds their imprints (compare_folders()).
#pragma once

#include <functional>
#include <span>
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

// How many of the pictures are copies of some that lists hold, by dataset; as watch_counts(). What is only possible is
// left out.
// Errors: corrupt; those of `goes_on`, which is called before each picture.
[[nodiscard]] Result<std::vector<ListCount>> folder_counts(const Generation& generation,
                                                           std::span<const PictureImprints> pictures,
                                                           const std::function<Status()>& goes_on);

// From now on only what comes after this generation is new.
// Errors: as watch_news().
[[nodiscard]] Status note_news_seen(const IndexInUse& index, const AskBroker& ask);

// The same of one alone, whatever was seen before. Nothing happens where there are no lists, and to a folder that was
// not compared with them yet.
// Errors: corrupt; the broker's.
[[nodiscard]] Status note_seen(const IndexInUse& index, const AskBroker& ask, const Identifier& watched);

// As note_seen(), of one that was just put on the list: what the lists hold already is no news. One whose news were
// seen before stays as it is.
[[nodiscard]] Status note_first_seen(const IndexInUse& index, const AskBroker& ask, const Identifier& watched);

}  // namespace bycatch
