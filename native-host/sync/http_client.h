// GET over HTTP, with every limit set: what comes from the other end is hostile until proven.
//
// No cookies, no cache, no compression, no name of this machine; the same few headers for everybody.
// Threads:  one.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "load_sink.h"
#include "result.h"

namespace bycatch {

struct HttpRules {
  std::string proxy;              // http://, https://, socks5:// (names are resolved there); empty: the environment's
  std::filesystem::path ca_file;  // empty: this system's
  std::filesystem::path certificate;  // of this client, PEM, with its key; empty: none
  std::filesystem::path key;          // when it is not with the certificate

  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds stalled{30'000};    // so long fewer bytes than at min_rate may come
  std::chrono::milliseconds one_file{120'000};  // and so long one file may take, beside its bytes at `floor_rate`
  std::uint64_t min_rate = 64;                  // bytes a second
  std::uint64_t floor_rate = 16 << 10;
  std::function<bool()> is_cancelled = [] { return false; };
};

struct HttpRequest {
  std::string url;
  std::uint64_t max_bytes = 0;  // of the whole file
  std::uint64_t begin_at = 0;   // the bytes before are there
  std::string if_range;         // an ETag of what they are of
  bool no_cache = false;        // no cache between here and there may answer
};

struct HttpReply {
  long status = 0;  // what is not 200 or 206 has put nothing into the sink
  bool is_html = false;
  std::optional<std::chrono::seconds> retry_after;
};

class HttpClient {
 public:
  explicit HttpClient(HttpRules rules);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // A server that goes on at another place than asked, or not at all, is asked for the whole. One redirection is
  // followed, to the same scheme, host and port only.
  // Errors: offline; timeout; tls; proxy; not_a_feed, when redirected to another host; http_status, when too often;
  // too_large; truncated; bad_format, when the answer is none or is encoded; cancelled; the sink's.
  Result<HttpReply> get(const HttpRequest& request, LoadSink& sink);

 private:
  class Transfer;
  struct Free {
    void operator()(void* curl) const noexcept;
  };

  void set_up(const HttpRequest& request, Transfer& transfer);
  Result<HttpReply> try_once(const HttpRequest& request, Transfer& transfer);

  HttpRules rules_;
  std::unique_ptr<void, Free> curl_;
};

}  // namespace bycatch
