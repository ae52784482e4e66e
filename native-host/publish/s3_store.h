// A bucket of an object store that speaks S3. Requests are signed by libcurl (AWS Signature Version 4), each with the
// hash of what it brings, so that nothing on the way can change a byte; addressed by path, as every such store knows.
//
// Errors of all: offline, timeout, tls, proxy; http_status, with the status and the store's own word for it, after four
// tries where another try can help; bad_format; too_large.
// Threads:  one.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "result.h"
#include "s3_reply.h"

namespace bycatch {

struct S3Place {
  std::string endpoint;  // https://host[:port], or http:// to this machine
  std::string region;
  std::string bucket;
  std::string prefix;  // empty, or with a slash at its end
};

// `s3://bucket/some/prefix`.
// Errors: bad_request.
[[nodiscard]] Result<S3Place> read_s3_place(std::string_view address, std::string endpoint, std::string region);

struct S3Login {
  std::string key;
  std::string secret;
  std::string token;  // of a login that ends; empty: none
};

class S3Store {
 public:
  // What a web server should say of an object.
  struct Manner {
    std::string content_type;
    std::string cache_control;
  };

  S3Store(S3Place place, S3Login login, std::function<void(std::chrono::milliseconds)> pause);
  ~S3Store();
  S3Store(const S3Store&) = delete;
  S3Store& operator=(const S3Store&) = delete;

  // Keys are given and told without the prefix.
  Result<std::vector<S3Object>> list();
  Status put(const std::string& key, std::span<const std::byte> bytes, const Manner& manner);
  Status remove(const std::string& key);

  // An upload in parts that was begun for this key and not ended; nothing: none, or the store does not tell.
  Result<std::optional<std::string>> open_upload(const std::string& key);
  Result<std::string> begin_upload(const std::string& key, const Manner& manner);
  Result<std::vector<S3Part>> parts(const std::string& key, const std::string& upload);
  Result<S3Part> put_part(const std::string& key, const std::string& upload, int number,
                          std::span<const std::byte> bytes);
  Status end_upload(const std::string& key, const std::string& upload, const std::vector<S3Part>& parts);

 private:
  using Query = std::vector<std::pair<std::string, std::string>>;  // by name, as they are signed
  struct Request {
    const char* method = "GET";
    std::string key = {};  // with the prefix; empty: the bucket
    Query query = {};
    std::span<const std::byte> body = {};
    Manner manner = {};
    bool may_lack = false;  // some stores do not know such a request: 501 is an answer
  };
  struct Reply {
    long status = 0;
    std::string body;
    std::string etag;
  };
  struct Free {
    void operator()(void* curl) const noexcept;
  };

  Result<Reply> ask(const Request& request);
  Result<Reply> try_once(const Request& request);
  [[nodiscard]] std::string url_of(const Request& request) const;

  S3Place place_;
  S3Login login_;
  std::function<void(std::chrono::milliseconds)> pause_;
  std::unique_ptr<void, Free> curl_;
};

}  // namespace bycatch
