// What a collector answers: takes reports of a fleet, and shows an administrator what they come to.
//
// Source:   requests are hostile.
// Threads:  one.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "count_store.h"
#include "rate_gate.h"

namespace bycatch {

struct CollectRequest {
  std::string_view method, target, authorization, body;
};

struct CollectAnswer {
  unsigned status = 0;
  std::string_view type = "text/plain; charset=utf-8";
  std::string body;
};

struct CollectRules {
  std::string fleet_token;  // of who reports
  std::string admin_token;  // of who looks, as a password
  double reports_a_second = 200;
  double wrong_tokens_a_second = 5;
};

class CollectService {
 public:
  using Time = std::chrono::steady_clock::time_point;
  CollectService(std::unique_ptr<CountStore> store, CollectRules rules, Time now);

  // POST /counts: 204 taken, 409 taken before, 400, 401, 413, 429, 503. GET / and /counts.csv.
  [[nodiscard]] CollectAnswer answer(const CollectRequest& request, std::chrono::sys_days today, Time now);

 private:
  CollectAnswer take(std::string_view body, std::chrono::sys_days today);
  CollectAnswer show(bool as_table, std::chrono::sys_days today);

  std::unique_ptr<CountStore> store_;
  CollectRules rules_;
  RateGate reports_;
  RateGate wrong_tokens_;
};

}  // namespace bycatch
