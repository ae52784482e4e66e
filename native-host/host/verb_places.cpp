#include "verbs.h"

namespace bycatch {

Result<PlacesReply> places(const PlacesRequest& request, BrokerLink& broker) {
  auto reply = broker.ask(PlacesQuery{});
  if (!reply) return std::unexpected(std::move(reply.error()));
  Places& places = reply->places;
  return PlacesReply{request.id, std::move(places.host), std::move(places.data), std::move(places.browsers)};
}

}  // namespace bycatch
