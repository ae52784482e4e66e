#include "verbs.h"

namespace bycatch {

Result<DoneReply> count(const CountRequest& request, BrokerLink& broker) {
  if (request.identified > request.seen) return fail(ErrorCode::bad_request, "more identified than seen");
  const Status added = broker.add_count({request.platform, request.seen, request.identified});
  if (!added) return std::unexpected(added.error());
  return DoneReply{request.id};
}

}  // namespace bycatch
