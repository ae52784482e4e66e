// The broker's work, done within this program: a command holds nothing that must be kept from it. It and a host that
// runs at the same time wait for each other.
#pragma once

#include "answerer.h"
#include "broker.h"

namespace bycatch {

class OwnBroker {
 public:
  OwnBroker();

  // Errors: what it met; data_folder()'s.
  Result<BrokerReply> ask(const BrokerRecord& record);

 private:
  Broker broker_;
};

[[nodiscard]] Result<std::vector<Watch>> own_watches();
[[nodiscard]] Watching own_watching();
[[nodiscard]] Result<std::vector<RemovalRequest>> own_requests();

}  // namespace bycatch
