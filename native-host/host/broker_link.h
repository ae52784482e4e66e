// The answerer's end of its talk with the broker. Without a broker every question fails and nothing else changes.
//
// Threads:  one.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "broker_record.h"
#include "child_process.h"
#include "result.h"

namespace bycatch {

class BrokerLink {
 public:
  explicit BrokerLink(std::optional<ChildProcess> broker) : broker_(std::move(broker)) {}

  // Errors: cancelled, when there is no broker; timeout, after half a second, the sums may have been added all the
  // same; busy, when it does not keep up; or what the broker met.
  Status add_count(const CountRecord& count);

  // Errors: as add_count().
  Result<std::vector<SiteHealth>> site_health();

  // Errors: as add_count(), and those of WatchList.
  Status watch(const Identifier& watched);
  Status unwatch(const Identifier& watched);

  // The whole list. Errors: as add_count().
  Result<std::vector<Watch>> watches();

  // One removal request as it is now. Errors: as add_count(), and those of RequestList.
  Result<RemovalRequest> new_request(const NewRequestRecord& request);
  Result<RemovalRequest> mark_request(const MarkRequestRecord& mark);
  Status keep_request(const RemovalRequest& request);

  // All of them. Errors: as add_count().
  Result<std::vector<RemovalRequest>> requests();

  // Errors: as add_count(); of the first also not_found, when the program is not there.
  Result<ImportProgress> import_public();
  Result<ImportProgress> import_progress();

  // Errors: as add_count(), and what the broker met.
  Result<BrokerReply> ask(const BrokerRecord& record);

  // As of the last question.
  [[nodiscard]] bool is_up() const noexcept { return broker_.has_value(); }

 private:
  Result<BrokerReply> exchange(const BrokerRecord& record);

  std::optional<ChildProcess> broker_;
  std::uint32_t last_number_ = 0;
};

}  // namespace bycatch
