#include "sync_hooks.h"

#include <cstdlib>
#include <span>

#include "program_run.h"

namespace bycatch {
namespace {

constexpr char kUpdate = 'u';
constexpr char kFailure = 'e';

int serve_hooks(MessageSocket& link, const std::string& on_update, const std::string& on_error) {
  while (const auto message = link.receive(std::nullopt)) {
    if (message->empty()) continue;
    const bool is_update = message->front() == static_cast<std::byte>(kUpdate);
    const std::string value(reinterpret_cast<const char*>(message->data()) + 1, message->size() - 1);
    ::setenv(is_update ? "BYCATCH_GENERATION" : "BYCATCH_ERROR", value.c_str(), 1);
    const std::string ended = std::to_string(run_program(is_update ? on_update : on_error));
    if (!link.send(std::as_bytes(std::span(ended)))) break;
  }
  return EXIT_SUCCESS;
}

}  // namespace

Result<SyncHooks> SyncHooks::start(const std::string& on_update, const std::string& on_error) {
  SyncHooks hooks;
  hooks.has_update_ = !on_update.empty();
  hooks.has_error_ = !on_error.empty();
  if (!hooks.has_update_ && !hooks.has_error_) return hooks;
  auto child = ChildProcess::start([&](MessageSocket link) { return serve_hooks(link, on_update, on_error); });
  if (!child) return std::unexpected(child.error());
  hooks.child_.emplace(*std::move(child));
  return hooks;
}

std::optional<int> SyncHooks::updated(const std::string& generation) {
  return has_update_ ? run(kUpdate, generation) : std::nullopt;
}

std::optional<int> SyncHooks::failed(ErrorCode code) {
  return has_error_ ? run(kFailure, std::string(to_string(code))) : std::nullopt;
}

std::optional<int> SyncHooks::run(char which, const std::string& value) {
  const std::string message = which + value;
  constexpr int kNotStarted = 127;
  if (!child_->link().send(std::as_bytes(std::span(message)))) return kNotStarted;
  const auto reply = child_->link().receive(std::nullopt);
  if (!reply || reply->empty()) return kNotStarted;
  return std::atoi(std::string(reinterpret_cast<const char*>(reply->data()), reply->size()).c_str());
}

}  // namespace bycatch
