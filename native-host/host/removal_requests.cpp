#include "removal_requests.h"

#include "answer_due.h"

namespace bycatch {

Result<std::vector<RemovalRequest>> all_requests(const AskForRequests& ask) {
  std::vector<RemovalRequest> requests;
  std::int64_t next = 0;
  do {
    auto reply = ask(RequestQuery{next});
    if (!reply) return std::unexpected(std::move(reply.error()));
    RequestPage& page = reply->requests;
    if (page.next != 0 && page.next <= next) return fail(ErrorCode::corrupt, "page of requests");
    if (requests.size() + page.requests.size() > kMaxRequests) return fail(ErrorCode::corrupt, "number of requests");
    for (RemovalRequest& request : page.requests) requests.push_back(with_due(std::move(request)));
    next = page.next;
  } while (next != 0);
  return requests;
}

Result<RemovalRequest> one_request(Result<BrokerReply> reply) {
  if (!reply) return std::unexpected(std::move(reply.error()));
  if (reply->requests.requests.empty()) return fail(ErrorCode::corrupt, "reply without its request");
  return with_due(std::move(reply->requests.requests.front()));
}

}  // namespace bycatch
