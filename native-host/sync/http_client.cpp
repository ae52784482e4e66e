#include "http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "curl_fault.h"
#include "curl_rules.h"
#include "web_origin.h"

namespace bycatch {
namespace {

constexpr long kOk = 200;
constexpr long kPartial = 206;
constexpr long kProxyLogin = 407;
constexpr long kRangeNotSatisfiable = 416;
constexpr std::size_t kMaxHeaderBytes = 64 << 10;
constexpr std::size_t kMaxEtagBytes = 256;
constexpr std::uint64_t kMaxRefusalBytes = 64 << 10;

struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

bool is_redirection(long status) {
  constexpr std::array kRedirections = {301L, 302L, 303L, 307L, 308L};
  return std::ranges::find(kRedirections, status) != kRedirections.end();
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return out;
}

ErrorCode code_of_curl(CURLcode code) {
  switch (code) {
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_BAD_CONTENT_ENCODING:
      return ErrorCode::bad_format;
    default:
      return line_fault(code).value_or(ErrorCode::io);
  }
}

}  // namespace

// One answer on its way: its headers, and its bytes into the sink.
class HttpClient::Transfer {
 public:
  Transfer(CURL* curl, const HttpRequest& request, const HttpRules& rules, LoadSink& sink)
      : curl_(curl), request_(request), rules_(rules), sink_(sink), begin_at_(request.begin_at) {}

  [[nodiscard]] std::uint64_t begin_at() const noexcept { return begin_at_; }
  [[nodiscard]] bool must_begin_anew() const noexcept { return must_begin_anew_; }
  [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }
  [[nodiscard]] bool is_html() const { return content_type_.starts_with("text/html"); }

  // An answer without a body begins too.
  Status finish() { return is_begun_ || status() != kOk ? Status() : begin_body(); }

  static std::size_t on_header(const char* bytes, std::size_t one, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->take_header({bytes, one * count}) ? one * count : 0;
  }
  static std::size_t on_body(const char* bytes, std::size_t one, std::size_t count, void* self) {
    const Status taken = static_cast<Transfer*>(self)->take_body({bytes, one * count});
    if (!taken && !static_cast<Transfer*>(self)->error_) {
      static_cast<Transfer*>(self)->error_ = taken.error();
    }
    return taken ? one * count : CURL_WRITEFUNC_ERROR;
  }
  // Called once a second at least.
  static int on_progress(void* self, curl_off_t /*whole*/, curl_off_t /*got*/, curl_off_t /*to*/, curl_off_t /*put*/) {
    return static_cast<Transfer*>(self)->goes_on() ? 0 : 1;
  }

 private:
  [[nodiscard]] long status() const {
    long code = 0;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &code);
    return code;
  }

  bool take_header(std::string_view line) {
    header_bytes_ += line.size();
    if (header_bytes_ > kMaxHeaderBytes) {
      error_ = Error{ErrorCode::bad_format, "more headers than an answer needs"};
      return false;
    }
    if (line.starts_with("HTTP/")) {  // a proxy's answer, or one before the final one, stood before
      etag_.clear();
      content_range_.clear();
      content_encoding_.clear();
      content_type_.clear();
      return true;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      return true;
    }
    const std::string name = lower(line.substr(0, colon));
    const std::size_t first = line.find_first_not_of(" \t", colon + 1);
    const std::size_t last = line.find_last_not_of(" \t\r\n");
    const std::string_view value =
        first == std::string_view::npos || first > last ? std::string_view() : line.substr(first, last - first + 1);
    if (name == "etag" && value.size() <= kMaxEtagBytes && value.starts_with('"')) {  // a weak one proves nothing
      etag_ = value;
    } else if (name == "content-range") {
      content_range_ = value;
    } else if (name == "content-encoding") {
      content_encoding_ = lower(value);
    } else if (name == "content-type") {
      content_type_ = lower(value);
    }
    return true;
  }

  // Whether the part that comes is the one that was asked for, of a file as long as it must be.
  [[nodiscard]] bool is_asked_range() const {
    const std::string from = "bytes " + std::to_string(begin_at_) + "-";
    const std::size_t slash = content_range_.find('/');
    return content_range_.starts_with(from) && slash != std::string::npos &&
           content_range_.substr(slash + 1) == std::to_string(request_.max_bytes);
  }

  Status begin_body() {
    is_begun_ = true;
    const bool is_part = status() == kPartial;
    if (!content_encoding_.empty() && content_encoding_ != "identity") {
      return fail(ErrorCode::bad_format, "an encoded answer that nobody asked for");
    }
    if (is_part && begin_at_ == 0) {
      return fail(ErrorCode::bad_format, "a part that nobody asked for");
    }
    if (is_part && !is_asked_range()) {
      must_begin_anew_ = true;
      return fail(ErrorCode::bad_format, "another part than was asked for");
    }
    held_bytes_ = is_part ? begin_at_ : 0;
    return sink_.begin(held_bytes_, etag_);
  }

  Status take_body(std::string_view bytes) {
    window_bytes_ += bytes.size();
    const long code = status();
    if (code != kOk && code != kPartial) {
      refused_bytes_ += bytes.size();
      return refused_bytes_ <= kMaxRefusalBytes ? Status()
                                                : fail(ErrorCode::http_status, "status " + std::to_string(code));
    }
    const Status begun = is_begun_ ? Status() : begin_body();
    if (!begun) {
      return begun;
    }
    if (bytes.size() > request_.max_bytes - held_bytes_) {
      return is_html() ? fail(ErrorCode::not_a_feed, "a web page")
                       : fail(ErrorCode::too_large, "more bytes than allowed");
    }
    held_bytes_ += bytes.size();
    return sink_.add(bytes);
  }

  // (libcurl's own limits of speed are means over its last seconds.)
  bool goes_on() {
    if (rules_.is_cancelled()) {
      error_ = Error{ErrorCode::cancelled, "cancelled"};
      return false;
    }
    const auto now = std::chrono::steady_clock::now();
    if (now - window_start_ < rules_.stalled) {
      return true;
    }
    const auto seconds = std::chrono::duration<double>(now - window_start_).count();
    if (static_cast<double>(window_bytes_) < static_cast<double>(rules_.min_rate) * seconds) {
      error_ = Error{ErrorCode::timeout, "hardly a byte came"};
      return false;
    }
    window_start_ = now;
    window_bytes_ = 0;
    return true;
  }

  CURL* curl_;
  const HttpRequest& request_;
  const HttpRules& rules_;
  LoadSink& sink_;
  std::uint64_t begin_at_;
  std::uint64_t held_bytes_ = 0;
  std::uint64_t refused_bytes_ = 0;
  std::size_t header_bytes_ = 0;
  bool is_begun_ = false;
  bool must_begin_anew_ = false;
  std::string etag_, content_range_, content_encoding_, content_type_;
  std::optional<Error> error_;
  std::chrono::steady_clock::time_point window_start_ = std::chrono::steady_clock::now();
  std::uint64_t window_bytes_ = 0;
};

void HttpClient::Free::operator()(void* curl) const noexcept {
  curl_easy_cleanup(curl);
}

HttpClient::HttpClient(HttpRules rules) : rules_(std::move(rules)), curl_(curl_easy_init()) {}
HttpClient::~HttpClient() = default;

void HttpClient::set_up(const HttpRequest& request, Transfer& transfer) {
  CURL* curl = curl_.get();
  curl_easy_reset(curl);  // keeps connections
  set_http_rules(curl, rules_, request.url);
  const auto at_floor =
      std::chrono::milliseconds(request.max_bytes * 1000 / std::max<std::uint64_t>(rules_.floor_rate, 1));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>((rules_.one_file + at_floor).count()));
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
}

Result<HttpReply> HttpClient::try_once(const HttpRequest& request, Transfer& transfer) {
  set_up(request, transfer);
  CURL* curl = curl_.get();
  std::unique_ptr<curl_slist, FreeList> headers;
  const auto add_header = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
    static_cast<void>(headers.release());
    headers.reset(longer);
  };
  if (request.no_cache) {
    add_header("Cache-Control: no-cache");
  }
  const std::string range = std::to_string(transfer.begin_at()) + "-";
  if (transfer.begin_at() > 0) {
    curl_easy_setopt(curl, CURLOPT_RANGE, range.c_str());
    if (!request.if_range.empty()) {
      add_header("If-Range: " + request.if_range);
    }
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = curl_easy_perform(curl);
  HttpReply reply;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
  long connect_status = 0;
  curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &connect_status);
  curl_off_t wait = 0;
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
  if (wait > 0) {
    reply.retry_after = std::chrono::seconds(wait);
  }
  reply.is_html = transfer.is_html();
  if (transfer.must_begin_anew()) {
    return reply;
  }
  if (transfer.error() && transfer.error()->code == ErrorCode::http_status) {
    return reply;
  }
  if (transfer.error()) {
    return std::unexpected(*transfer.error());
  }
  if (reply.status == kProxyLogin || connect_status >= 400) {
    return fail(ErrorCode::proxy, "status " + std::to_string(std::max(reply.status, connect_status)));
  }
  if (code != CURLE_OK) {
    const ErrorCode known = code_of_curl(code);
    const bool is_proxy = known == ErrorCode::offline && !rules_.proxy.empty() && code == CURLE_COULDNT_CONNECT;
    return fail(is_proxy ? ErrorCode::proxy : known, curl_easy_strerror(code));
  }
  const Status finished = transfer.finish();
  return finished ? Result<HttpReply>(reply) : std::unexpected(finished.error());
}

Result<HttpReply> HttpClient::get(const HttpRequest& request, LoadSink& sink) {
  if (curl_ == nullptr) {
    return fail(ErrorCode::internal, "libcurl does not start");
  }
  HttpRequest asked = request;
  for (int redirections = 0, beginnings = 0;;) {
    Transfer transfer(curl_.get(), asked, rules_, sink);
    auto reply = try_once(asked, transfer);
    if (!reply) {
      return reply;
    }
    if ((transfer.must_begin_anew() || reply->status == kRangeNotSatisfiable) && asked.begin_at > 0 &&
        beginnings++ == 0) {
      asked.begin_at = 0;
      continue;
    }
    if (!is_redirection(reply->status)) {
      return reply;
    }
    const char* location = nullptr;
    curl_easy_getinfo(curl_.get(), CURLINFO_REDIRECT_URL, &location);
    const std::string to = location == nullptr ? "" : location;
    const WebOrigin here = origin_of(asked.url);
    const WebOrigin there = origin_of(to);
    if (there.scheme != here.scheme) {
      return fail(ErrorCode::tls, "redirected to another scheme");
    }
    if (there.host != here.host || there.port != here.port) {
      return fail(ErrorCode::not_a_feed, "redirected to another host");
    }
    if (redirections++ > 0) {
      return fail(ErrorCode::http_status, "redirected again and again");
    }
    asked.url = to;
  }
}

}  // namespace bycatch
