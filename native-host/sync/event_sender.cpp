#include "event_sender.h"

#include <curl/curl.h>
#include <poll.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>

#include "curl_fault.h"
#include "curl_rules.h"

namespace bycatch {
namespace {

constexpr std::chrono::milliseconds kWhole{30'000};
constexpr std::chrono::milliseconds kStep{100};
constexpr long kHasIt = 409;
constexpr std::string_view kPlainSyslog = "syslog://";
constexpr std::string_view kTlsSyslog = "syslogs://";

struct CloseHandle {
  void operator()(CURL* curl) const noexcept { curl_easy_cleanup(curl); }
};
using Handle = std::unique_ptr<CURL, CloseHandle>;

struct FreeHeaders {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

std::size_t take_nothing(const char*, std::size_t one, std::size_t count, void*) {
  return one * count;
}

int on_step(void* rules, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const HttpRules*>(rules)->is_cancelled() ? 1 : 0;
}

std::unexpected<Error> curl_failure(CURLcode code) {
  if (code == CURLE_ABORTED_BY_CALLBACK) return fail(ErrorCode::cancelled, "cancelled");
  const bool is_no_address = code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL;
  return fail(is_no_address ? ErrorCode::bad_request : line_fault(code).value_or(ErrorCode::io),
              curl_easy_strerror(code));
}

Result<Handle> handle_for(const std::string& url, const HttpRules& rules) {
  Handle curl(curl_easy_init());
  if (curl == nullptr) return fail(ErrorCode::internal, "libcurl does not start");
  set_http_rules(curl.get(), rules, url);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(kWhole.count()));
  curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, &on_step);
  curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, const_cast<HttpRules*>(&rules));
  return curl;
}

Status post(const std::string& url, const std::string& token, std::string_view report, const HttpRules& rules) {
  const auto curl = handle_for(url, rules);
  if (!curl) return std::unexpected(curl.error());
  std::unique_ptr<curl_slist, FreeHeaders> headers;
  const std::string login = "Authorization: Bearer " + token;
  for (const char* header : {"Content-Type: application/json", "Expect:", token.empty() ? "" : login.c_str()}) {
    if (*header == '\0') continue;
    curl_slist* longer = curl_slist_append(headers.get(), header);
    static_cast<void>(headers.release());
    headers.reset(longer);
  }
  curl_easy_setopt(curl->get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl->get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(report.size()));
  const std::string body(report);
  curl_easy_setopt(curl->get(), CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl->get(), CURLOPT_WRITEFUNCTION, &take_nothing);
  const CURLcode code = curl_easy_perform(curl->get());
  long status = 0;
  curl_easy_getinfo(curl->get(), CURLINFO_RESPONSE_CODE, &status);
  if (code != CURLE_OK) return curl_failure(code);
  if ((status >= 200 && status < 300) || status == kHasIt) return {};
  const bool is_refused = status == 400 || status == 413;
  const bool is_stranger = status == 401 || status == 403;
  return fail(is_refused    ? ErrorCode::bad_format
              : is_stranger ? ErrorCode::permission
                            : ErrorCode::http_status,
              "status " + std::to_string(status));
}

// RFC 5424, as RFC 6587 counts it: facility local0, severity informational, no name of a machine.
std::string syslog_message(std::string_view report) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(now - day);
  std::array<char, 64> head{};
  std::snprintf(head.data(), head.size(), "<134>1 %04d-%02u-%02uT%02ld:%02ld:%02ldZ - bycatch - events - ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<long>(time.hours().count()), static_cast<long>(time.minutes().count()),
                static_cast<long>(time.seconds().count()));
  const std::string message = head.data() + std::string(report);
  return std::to_string(message.size()) + " " + message;
}

Status send_to_syslog(const std::string& url, std::string_view report, const HttpRules& rules) {
  const auto curl = handle_for(url, rules);
  if (!curl) return std::unexpected(curl.error());
  curl_easy_setopt(curl->get(), CURLOPT_CONNECT_ONLY, 1L);
  if (const CURLcode code = curl_easy_perform(curl->get()); code != CURLE_OK) return curl_failure(code);
  const std::string message = syslog_message(report);
  const auto end = std::chrono::steady_clock::now() + kWhole;
  for (std::size_t sent = 0; sent < message.size();) {
    std::size_t more = 0;
    const CURLcode code = curl_easy_send(curl->get(), message.data() + sent, message.size() - sent, &more);
    sent += more;
    if (code == CURLE_AGAIN) {
      if (std::chrono::steady_clock::now() > end) return fail(ErrorCode::timeout, "it does not take more");
      if (rules.is_cancelled()) return fail(ErrorCode::cancelled, "cancelled");
      curl_socket_t line = CURL_SOCKET_BAD;
      curl_easy_getinfo(curl->get(), CURLINFO_ACTIVESOCKET, &line);
      pollfd room{.fd = line, .events = POLLOUT, .revents = 0};
      static_cast<void>(::poll(&room, 1, static_cast<int>(kStep.count())));
    } else if (code != CURLE_OK) {
      return curl_failure(code);
    }
  }
  return {};
}

}  // namespace

Status send_event_report(const std::string& address, const std::string& token, std::string_view report,
                         const HttpRules& rules) {
  if (address.starts_with(kPlainSyslog)) {
    return send_to_syslog("http://" + address.substr(kPlainSyslog.size()), report, rules);
  }
  if (address.starts_with(kTlsSyslog)) {
    return send_to_syslog("https://" + address.substr(kTlsSyslog.size()), report, rules);
  }
  return post(address, token, report, rules);
}

}  // namespace bycatch
