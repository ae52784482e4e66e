#include "verbs.h"

namespace bycatch {
namespace {

Result<RequestsReply> reply_of_one(std::int64_t id, Result<RemovalRequest> request) {
  if (!request) return std::unexpected(std::move(request.error()));
  return RequestsReply{id, {std::move(*request)}};
}

}  // namespace

Result<RequestsReply> requests(const RequestsRequest& request, BrokerLink& broker) {
  auto all = broker.requests();
  if (!all) return std::unexpected(std::move(all.error()));
  return RequestsReply{request.id, std::move(*all)};
}

Result<RequestsReply> new_request(const NewRequestRequest& request, BrokerLink& broker) {
  return reply_of_one(request.id, broker.new_request({request.dataset, request.letter, request.day}));
}

Result<RequestsReply> mark_request(const MarkRequestRequest& request, BrokerLink& broker) {
  return reply_of_one(request.id, broker.mark_request({request.number, request.state, request.day}));
}

Result<DoneReply> keep_requests(const KeepRequestsRequest& request, BrokerLink& broker) {
  // Those before one that fails are kept; told of them again the broker knows them.
  for (const RemovalRequest& one : request.requests) {
    if (const Status kept = broker.keep_request(one); !kept) return std::unexpected(kept.error());
  }
  return DoneReply{request.id};
}

}  // namespace bycatch
