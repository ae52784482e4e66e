// Takes a report of counts to where the organisation has set: a webhook (https, or http on this machine), or a
// collector of syslog (syslogs: by TLS; syslog: not). No name and no id of this machine goes with it.
//
// Threads:  one.
#pragma once

#include <string>
#include <string_view>

#include "http_client.h"
#include "result.h"

namespace bycatch {

// `token` is shown to a webhook alone. A webhook takes a report by a status of 200 to 299, or of 409, when it has it
// already. Nothing tells whether syslog has taken it.
// Errors: bad_format, by 400 or 413: it will never be taken, as one that has waited for too long is not;
// offline; timeout, after half a minute; tls; proxy; permission, of a token; http_status; bad_request, when the
// address is none; cancelled; io.
Status send_event_report(const std::string& address, const std::string& token, std::string_view report,
                         const HttpRules& rules);

}  // namespace bycatch
