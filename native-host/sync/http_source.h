// A feed on a server.
//
// What fails by chance is tried again, a few times and ever later. A server that says when to come again is not asked
// again in this run.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "feed_source.h"
#include "http_client.h"

namespace bycatch {

class HttpSource final : public FeedSource {
 public:
  // Waits between two tries.
  using Pause = std::function<void(std::chrono::milliseconds)>;

  // `address` is that of the feed's folder.
  // Errors: bad_request, unless it is of https, or of this machine.
  static Result<std::unique_ptr<HttpSource>> open(const std::string& address, HttpRules rules, Pause pause);

  Result<std::string> read(const std::string& path, std::uint64_t max_bytes, bool no_cache) override;
  Status load(const std::string& path, std::uint64_t bytes, PartFile& part, bool no_cache,
              const OnLoaded& on_loaded) override;

  // How long the server wants to be left alone.
  [[nodiscard]] std::optional<std::chrono::seconds> asked_wait() const noexcept { return asked_wait_; }

 private:
  HttpSource(std::string address, HttpRules rules, Pause pause)
      : address_(std::move(address)), client_(std::move(rules)), pause_(std::move(pause)) {}
  Result<HttpReply> get(HttpRequest request, LoadSink& sink, const std::function<void(HttpRequest&)>& before_try);

  std::string address_;  // ends with a slash
  HttpClient client_;
  Pause pause_;
  std::optional<std::chrono::seconds> asked_wait_;
};

}  // namespace bycatch
