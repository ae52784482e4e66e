// Where an address leads, as libcurl itself reads it: a name before an @, a port, odd slashes fool nobody.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>
#include <utility>

namespace bycatch {

struct WebOrigin {
  std::string scheme;
  std::string host;  // all are empty where it is no address
  std::string port;
};

[[nodiscard]] inline WebOrigin origin_of(const std::string& text) {
  struct Free {
    void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
  };
  const std::unique_ptr<CURLU, Free> url(curl_url());
  WebOrigin origin;
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
    return origin;
  }
  for (const auto& [part, out] : {std::pair(CURLUPART_SCHEME, &origin.scheme), std::pair(CURLUPART_HOST, &origin.host),
                                  std::pair(CURLUPART_PORT, &origin.port)}) {
    char* value = nullptr;
    if (curl_url_get(url.get(), part, &value, CURLU_DEFAULT_PORT) == CURLUE_OK) {
      *out = value;
    }
    curl_free(value);
  }
  return origin;
}

// Whether it begins with https://, or with http:// and leads to this machine alone.
[[nodiscard]] inline bool is_allowed_url(const std::string& url) {
  const WebOrigin origin = origin_of(url);
  const bool is_here = origin.host == "127.0.0.1" || origin.host == "[::1]" || origin.host == "localhost";
  return !origin.host.empty() && (origin.scheme == "https" || (origin.scheme == "http" && is_here));
}

}  // namespace bycatch
