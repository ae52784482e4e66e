// HttpRules in libcurl's words, and what holds of every request of ours.
#pragma once

#include <curl/curl.h>

#include <string>

#include "http_client.h"

namespace bycatch {

// Of a handle that was reset. `rules` and `url` are copied by libcurl.
void set_http_rules(CURL* curl, const HttpRules& rules, const std::string& url);

}  // namespace bycatch
