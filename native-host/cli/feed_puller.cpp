#include "feed_puller.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "kept_rights.h"

namespace bycatch {
namespace {

// Of the first time: the error's code, or one more than any.
constexpr auto kPulled = static_cast<std::byte>(0xff);

int keep_pulling(MessageSocket& link, Output& output, const CopyRequest& request, std::chrono::minutes pause) {
  std::error_code ignored;
  std::filesystem::create_directories(request.folder, ignored);
  keep_only({.readable = {request.http.ca_file}, .writable = {request.folder}});
  FeedCopy copy(request);
  for (bool is_first = true;; is_first = false) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto copied = copy.run(now);
    if (!copied) {
      output.note("the feed was not brought up to date: " + std::string(to_string(copied.error().code)) + ": " +
                  std::string(explain(copied.error().code).sentence) + " (" + copied.error().detail + ")");
    }
    if (is_first) {
      const std::array message{copied ? kPulled : static_cast<std::byte>(copied.error().code)};
      if (!link.send(message)) return EXIT_SUCCESS;
    }
    const auto wait = std::max<std::chrono::seconds>(pause, copy.asked_wait().value_or(std::chrono::seconds(0)));
    const auto told = link.receive(wait);
    if (!told && told.error().code != ErrorCode::timeout) return EXIT_SUCCESS;  // the starter is gone
  }
}

}  // namespace

Result<FeedPuller> FeedPuller::start(Output& output, const CopyRequest& request, std::chrono::minutes pause) {
  auto child = ChildProcess::start([&](MessageSocket link) { return keep_pulling(link, output, request, pause); });
  return child ? Result<FeedPuller>(FeedPuller(*std::move(child))) : std::unexpected(child.error());
}

Status FeedPuller::await_first() {
  const auto message = child_.link().receive(std::nullopt);
  if (!message || message->size() != 1) return fail(ErrorCode::internal, "what brings the feed here has ended");
  return message->front() == kPulled ? Status()
                                     : fail(static_cast<ErrorCode>(message->front()), "the first look at the feed");
}

}  // namespace bycatch
