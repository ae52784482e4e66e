#include "verbs.h"

namespace bycatch {

Result<DoneReply> sync_due(const SyncDueRequest& request, BrokerLink& broker) {
  const auto started = broker.ask(SyncRecord{});
  return started ? Result<DoneReply>(DoneReply{request.id}) : std::unexpected(started.error());
}

}  // namespace bycatch
