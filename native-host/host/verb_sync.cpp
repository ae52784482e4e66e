#include "verbs.h"

namespace bycatch {
namespace {

Result<SyncProgressReply> reply_of(std::int64_t id, const Result<BrokerReply>& reply) {
  if (!reply) return std::unexpected(reply.error());
  const SyncProgress& sync = reply->sync;
  return SyncProgressReply{id, sync.state, sync.done, sync.whole, sync.code, sync.packs, sync.is_managed};
}

}  // namespace

Result<DoneReply> sync_due(const SyncDueRequest& request, BrokerLink& broker) {
  const auto started = broker.ask(SyncDueRecord{});
  return started ? Result<DoneReply>(DoneReply{request.id}) : std::unexpected(started.error());
}

Result<SyncProgressReply> sync_list(const SyncListRequest& request, BrokerLink& broker) {
  return reply_of(request.id, broker.ask(SyncListRecord{}));
}

Result<SyncProgressReply> sync_packs(const SyncPacksRequest& request, BrokerLink& broker) {
  return reply_of(request.id, broker.ask(SyncPacksRecord{request.packs}));
}

Result<SyncProgressReply> sync_progress(const SyncProgressRequest& request, BrokerLink& broker) {
  return reply_of(request.id, broker.ask(SyncQuery{}));
}

}  // namespace bycatch
