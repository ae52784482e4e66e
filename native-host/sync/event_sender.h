// Takes a report of counts to where the organisation has set: a webhook (https, or http on this machine), or a collector
// of syslog (syslogs: by TLS; syslog: not). No name and no id of this machine goes with it.
//
// Threads:  one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "event_counts.h"
#include "http_client.h"
#include "result.h"

namespace bycatch {

struct EventReport {
  std::string number;  // 32 hex digits, chance: by it one that comes twice is told
  std::string version;
  std::optional<std::int64_t> age_days;  // of the newest list here
};

// Requires: at most kEventDays days. At most kMaxEventText bytes.
[[nodiscard]] std::string event_report_text(const EventReport& report, std::span<const EventDay> days);

[[nodiscard]] std::string new_report_number();

// `token` is shown to a webhook alone. A webhook takes a report by a status of 200 to 299, or of 409, when it has it
// already. Nothing tells whether syslog has taken it.
// Errors: offline; timeout, after half a minute; tls; proxy; permission, of a token; http_status; bad_request, when the
// address is none; cancelled; io.
Status send_event_report(const std::string& address, const std::string& token, std::string_view report,
                         const HttpRules& rules);

}  // namespace bycatch
