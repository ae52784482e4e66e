#include "verbs.h"

namespace bycatch {

Result<DoneReply> count(const CountRequest& request, BrokerLink& broker) {
  if (request.identified > request.seen) return fail(ErrorCode::bad_request, "more identified than seen");
  const EventSums events{.checked = request.checked.value_or(0),
                         .listed = request.listed.value_or(0),
                         .warned = request.warned.value_or(0),
                         .posted_anyway = request.posted_anyway.value_or(0),
                         .blocked = request.blocked.value_or(0)};
  const Status added = broker.add_count({request.platform, request.seen, request.identified, events});
  if (!added) return std::unexpected(added.error());
  return DoneReply{request.id};
}

Result<EventsReply> events(const EventsRequest& request, BrokerLink& broker) {
  auto reply = broker.ask(EventsQuery{});
  if (!reply) return std::unexpected(std::move(reply.error()));
  EventsTold& told = reply->events;
  return EventsReply{request.id, told.is_on, std::move(told.waiting), std::move(told.sent.body), told.sent.at};
}

}  // namespace bycatch
