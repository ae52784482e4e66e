#include "verbs.h"
#include "watching.h"

namespace bycatch {
namespace {

template <class Request>
Result<DoneReply> change_watches(const Request& request, BrokerLink& broker,
                                 Status (BrokerLink::*change)(const Identifier&)) {
  const auto watched = watched_identifier(request.platform, request.kind, request.word);
  if (!watched) return std::unexpected(watched.error());
  if (const Status changed = (broker.*change)(*watched); !changed) return std::unexpected(changed.error());
  return DoneReply{request.id};
}

}  // namespace

Result<WatchesReply> watches(const WatchesRequest& request, BrokerLink& broker) {
  auto watches = broker.watches();
  if (!watches) return std::unexpected(std::move(watches.error()));
  return WatchesReply{request.id, std::move(*watches)};
}

Result<DoneReply> watch(const WatchRequest& request, BrokerLink& broker) {
  return change_watches(request, broker, &BrokerLink::watch);
}

Result<DoneReply> unwatch(const UnwatchRequest& request, BrokerLink& broker) {
  return change_watches(request, broker, &BrokerLink::unwatch);
}

}  // namespace bycatch
