#include "curl_rules.h"

namespace bycatch {

void set_http_rules(CURL* curl, const HttpRules& rules, const std::string& url) {
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "bycatch");
  curl_easy_setopt(curl, CURLOPT_SSL_SESSIONID_CACHE, 0L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(rules.connect.count()));
  if (!rules.proxy.empty()) {
    // A name is nobody's business but the proxy's.
    const std::string socks = "socks5://";
    const std::string proxy =
        rules.proxy.starts_with(socks) ? "socks5h://" + rules.proxy.substr(socks.size()) : rules.proxy;
    curl_easy_setopt(curl, CURLOPT_PROXY, proxy.c_str());
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
  } else if (url.starts_with("http:")) {  // leads to this machine
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  }
  if (!rules.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, rules.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  if (!rules.certificate.empty()) {
    curl_easy_setopt(curl, CURLOPT_SSLCERT, rules.certificate.c_str());
    curl_easy_setopt(curl, CURLOPT_SSLKEY, (rules.key.empty() ? rules.certificate : rules.key).c_str());
  }
}

}  // namespace bycatch
