#include "own_broker.h"

#include <chrono>

#include "paths.h"
#include "removal_requests.h"
#include "watching.h"

namespace bycatch {

OwnBroker::OwnBroker() : broker_(data_folder()) {}

Result<BrokerReply> OwnBroker::ask(const BrokerRecord& record) {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  BrokerReply reply = broker_.answer(record, today);
  if (reply.failure) {
    return fail(*reply.failure, "state.db");
  }
  return reply;
}

Result<std::vector<Watch>> own_watches() {
  OwnBroker broker;
  return all_watches([&](const WatchQuery& query) { return broker.ask(query); });
}

Result<std::vector<RemovalRequest>> own_requests() {
  OwnBroker broker;
  return all_requests([&](const RequestQuery& query) { return broker.ask(query); });
}

Watching own_watching() {
  return watching(own_watches());
}

}  // namespace bycatch
