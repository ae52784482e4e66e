// Removal requests, gathered from the broker's replies.
#pragma once

#include <functional>
#include <vector>

#include "broker_record.h"

namespace bycatch {

using AskForRequests = std::function<Result<BrokerReply>(const RequestQuery&)>;

// Each with the day by which it must be answered, where a law sets one.
// Errors: those of `ask`; corrupt, when its pages do not end.
[[nodiscard]] Result<std::vector<RemovalRequest>> all_requests(const AskForRequests& ask);

// The one that a reply holds, with that day.
// Errors: that of `reply`; corrupt, when there is none.
[[nodiscard]] Result<RemovalRequest> one_request(Result<BrokerReply> reply);

}  // namespace bycatch
