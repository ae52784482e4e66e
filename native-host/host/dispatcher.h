// From a message to its replies: reads it, finds the verb, keeps the version rule. Nothing that a message says can end
// it.
//
// Threads:  one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker_link.h"
#include "live_generation.h"
#include "organisation_watch.h"
#include "result.h"

namespace bycatch {

class Dispatcher {
 public:
  // `sandbox`: how far this process has locked itself in, when it was asked to.
  Dispatcher(LiveGeneration live, BrokerLink broker, std::optional<SandboxState> sandbox = std::nullopt)
      : live_(std::move(live)), watch_(live_.data_folder()), broker_(std::move(broker)), sandbox_(sandbox) {}

  // One frame or more, all under the id of the request (0 when that could not be read), each at most kMaxReplyBytes.
  std::vector<std::string> replies_to(std::string_view message);

 private:
  Reply answer(const Request& request);

  LiveGeneration live_;
  OrganisationWatch watch_;
  BrokerLink broker_;
  std::optional<SandboxState> sandbox_;
  bool is_greeted_ = false;  // by a hello whose range meets ours
};

}  // namespace bycatch
