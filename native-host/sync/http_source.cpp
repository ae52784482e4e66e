#include "http_source.h"

#include <algorithm>
#include <random>

#include "text_sink.h"
#include "web_origin.h"

namespace bycatch {
namespace {

constexpr int kTries = 5;
constexpr std::chrono::milliseconds kFirstPause{200};
constexpr std::chrono::seconds kMaxWait{24 * 3600};

bool is_done(long status) {
  return status == 200 || status == 206;
}

bool is_missing(long status) {
  return status == 403 || status == 404 || status == 410;
}

// What may well work a moment later.
bool is_by_chance(const Result<HttpReply>& reply) {
  if (reply) {
    return reply->status == 408 || reply->status == 429 || (reply->status >= 500 && reply->status != 511);
  }
  return reply.error().code == ErrorCode::offline || reply.error().code == ErrorCode::truncated;
}

Status status_error(long status) {
  return fail(is_missing(status) ? ErrorCode::not_found : ErrorCode::http_status, "status " + std::to_string(status));
}

// Twice as long each time, and never the same for all who were refused at once.
std::chrono::milliseconds pause_after(int tries) {
  std::random_device chance;
  return kFirstPause * (1 << tries) * (50 + chance() % 101) / 100;
}

// Tells how far a part has come.
class CountedSink final : public LoadSink {
 public:
  CountedSink(PartFile& part, const OnLoaded& on_loaded) : part_(part), on_loaded_(on_loaded) {}
  Status begin(std::uint64_t at, const std::string& etag) override { return part_.begin(at, etag); }
  Status add(std::span<const char> bytes) override {
    const Status added = part_.add(bytes);
    on_loaded_(part_.held_bytes());
    return added;
  }

 private:
  PartFile& part_;
  const OnLoaded& on_loaded_;
};

}  // namespace

Result<std::unique_ptr<HttpSource>> HttpSource::open(const std::string& address, HttpRules rules, Pause pause) {
  if (!is_allowed_url(address)) {
    return fail(ErrorCode::bad_request, "a feed's address begins with https://");
  }
  const std::string folder = address.ends_with('/') ? address : address + "/";
  return std::unique_ptr<HttpSource>(new HttpSource(folder, std::move(rules), std::move(pause)));
}

Result<HttpReply> HttpSource::get(HttpRequest request, LoadSink& sink,
                                  const std::function<void(HttpRequest&)>& before_try) {
  for (int tries = 0;; ++tries) {
    before_try(request);
    auto reply = client_.get(request, sink);
    if (reply && reply->retry_after && (reply->status == 429 || reply->status == 503)) {
      asked_wait_ = std::min(*reply->retry_after, kMaxWait);
      return reply;
    }
    if (!is_by_chance(reply) || tries + 1 == kTries) {
      return reply;
    }
    pause_(pause_after(tries));
  }
}

Result<std::string> HttpSource::read(const std::string& path, std::uint64_t max_bytes, bool no_cache) {
  TextSink sink;
  const auto reply = get({.url = address_ + path, .max_bytes = max_bytes, .if_range = {}, .no_cache = no_cache}, sink,
                         [](HttpRequest&) {});
  if (!reply) {
    return std::unexpected(reply.error());
  }
  if (!is_done(reply->status)) {
    return std::unexpected(status_error(reply->status).error());
  }
  return sink.take();
}

Status HttpSource::load(const std::string& path, std::uint64_t bytes, PartFile& part, bool no_cache,
                        const OnLoaded& on_loaded) {
  CountedSink sink(part, on_loaded);
  const auto reply = get({.url = address_ + path, .max_bytes = bytes, .if_range = {}, .no_cache = no_cache}, sink,
                         [&](HttpRequest& request) {
                           request.begin_at = part.held_bytes() < bytes ? part.held_bytes() : 0;
                           request.if_range = part.etag();
                         });
  if (!reply) {
    return std::unexpected(reply.error());
  }
  if (!is_done(reply->status)) {
    return status_error(reply->status);
  }
  if (part.held_bytes() < bytes) {
    return reply->is_html ? fail(ErrorCode::not_a_feed, "a web page")
                          : fail(ErrorCode::truncated, "fewer bytes than the signed length");
  }
  return {};
}

}  // namespace bycatch
