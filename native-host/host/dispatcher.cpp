#include "dispatcher.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <nlohmann/json.hpp>

#include "frames.h"
#include "json_text.h"
#include "protocol_json.gen.h"
#include "sync_history.h"
#include "verbs.h"
#include "watching.h"

namespace bycatch {

namespace {

constexpr std::int64_t kMaxId = 9'007'199'254'740'991;  // RequestId

// 0 when there is none that could be a request's.
std::int64_t id_of(const nlohmann::json& message) {
  if (!message.is_object()) return 0;
  const auto id = message.find("id");
  if (id == message.end() || !id->is_number_unsigned()) return 0;
  const auto value = id->get<std::uint64_t>();
  return value <= kMaxId ? static_cast<std::int64_t>(value) : 0;
}

template <class T>
Reply or_error(Result<T> reply, std::int64_t id) {
  if (reply) return std::move(*reply);
  return ErrorReply{id, reply.error().code};
}

// Whether a `corrupt` in the reply can only speak of the index; elsewhere it may be the broker's file.
bool is_of_index(const Request& request) {
  return std::holds_alternative<CheckRequest>(request) || std::holds_alternative<TagsRequest>(request) ||
         std::holds_alternative<AccountRequest>(request) || std::holds_alternative<DatasetsRequest>(request) ||
         std::holds_alternative<HintsRequest>(request) || std::holds_alternative<ReviewRequest>(request);
}

// The first answer that says that the index could not be read.
std::optional<ErrorCode> damage_in(const Reply& reply) {
  if (const auto* error = std::get_if<ErrorReply>(&reply)) {
    if (error->code == ErrorCode::corrupt) return error->code;
  }
  if (const auto* answers = std::get_if<AnswersReply>(&reply)) {
    for (const Answer& answer : answers->answers) {
      if (answer.code == ErrorCode::corrupt || answer.code == ErrorCode::io) return answer.code;
    }
  }
  return std::nullopt;
}

// One request, one generation.
struct Verbs {
  const IndexInUse& index;
  BrokerLink& broker;
  std::optional<SandboxState> sandbox;
  const Result<std::filesystem::path>& data_folder;

  Reply operator()(const HelloRequest& request) const { return hello(request, index); }
  Reply operator()(const CheckRequest& request) const { return check(request, index); }
  Reply operator()(const TagsRequest& request) const { return tags(request, index, watching(broker.watches())); }
  Reply operator()(const AccountRequest& request) const { return account(request, index); }
  Reply operator()(const DatasetsRequest& request) const { return or_error(datasets(request, index), request.id); }
  Reply operator()(const HintsRequest& request) const { return or_error(hints(request, index), request.id); }
  Reply operator()(const ReviewRequest& request) const {
    // Words alone can hold a tag.
    const bool has_words = request.caption || request.tags;
    const Watching watched = has_words ? watching(broker.watches()) : Watching{};
    return or_error(review(request, index, watched), request.id);
  }
  Reply operator()(const CountRequest& request) const { return or_error(count(request, broker), request.id); }
  Reply operator()(const EventsRequest& request) const { return or_error(events(request, broker), request.id); }
  Reply operator()(const WatchesRequest& request) const { return or_error(watches(request, broker), request.id); }
  Reply operator()(const WatchRequest& request) const { return or_error(watch(request, index, broker), request.id); }
  Reply operator()(const UnwatchRequest& request) const { return or_error(unwatch(request, broker), request.id); }
  Reply operator()(const WatchNewsRequest& request) const { return or_error(news(request, index, broker), request.id); }
  Reply operator()(const WatchSeenRequest& request) const { return or_error(seen(request, index, broker), request.id); }
  Reply operator()(const RequestsRequest& request) const { return or_error(requests(request, broker), request.id); }
  Reply operator()(const NewRequestRequest& request) const {
    return or_error(new_request(request, broker), request.id);
  }
  Reply operator()(const MarkRequestRequest& request) const {
    return or_error(mark_request(request, broker), request.id);
  }
  Reply operator()(const KeepRequestsRequest& request) const {
    return or_error(keep_requests(request, broker), request.id);
  }
  Reply operator()(const SyncDueRequest& request) const { return or_error(sync_due(request, broker), request.id); }
  Reply operator()(const SyncListRequest& request) const { return or_error(sync_list(request, broker), request.id); }
  Reply operator()(const SyncPacksRequest& request) const { return or_error(sync_packs(request, broker), request.id); }
  Reply operator()(const SyncProgressRequest& request) const {
    return or_error(sync_progress(request, broker), request.id);
  }
  Reply operator()(const PlacesRequest& request) const { return or_error(places(request, broker), request.id); }
  Reply operator()(const ImportPublicRequest& request) const {
    return or_error(import_public(request, broker), request.id);
  }
  Reply operator()(const ImportProgressRequest& request) const {
    return or_error(import_progress(request, broker), request.id);
  }
  Reply operator()(const StatusRequest& request) const {
    auto sites = broker.site_health().value_or(std::vector<SiteHealth>{});
    StatusReply reply = status(request, index, std::move(sites), broker.is_up());
    reply.sandbox = sandbox;
    if (data_folder) reply.syncs = read_sync_history(*data_folder);
    return reply;
  }
};

}  // namespace

Reply Dispatcher::answer(const Request& request) {
  if (const auto* greeting = std::get_if<HelloRequest>(&request)) {
    is_greeted_ = do_ranges_meet(greeting->protocol, kHostProtocol);
  } else if (!is_greeted_) {
    const auto id = std::visit([](const auto& body) { return body.id; }, request);
    return ErrorReply{id, ErrorCode::unsupported};
  }
  const IndexInUse index = live_.look();
  Reply reply = std::visit(Verbs{index, broker_, sandbox_, live_.data_folder()}, request);
  if (auto* answers = std::get_if<AnswersReply>(&reply)) {
    watch_.add_to(answers->answers, std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  } else if (auto* told = std::get_if<StatusReply>(&reply)) {
    told->watch_pack = watch_.held();
  }
  const auto damage = is_of_index(request) ? damage_in(reply) : std::nullopt;
  if (damage && index.generation) live_.report_damage(*damage);
  return reply;
}

std::vector<std::string> Dispatcher::replies_to(std::string_view message) {
  std::int64_t id = 0;
  try {
    const auto json = parse_json_text(message);
    if (!json) return to_frames(ErrorReply{id, json.error().code});
    id = id_of(*json);
    const auto request = parse_request(*json);
    if (!request) return to_frames(ErrorReply{id, request.error().code});
    return to_frames(answer(*request));
  } catch (const std::exception&) {
    // What it says may hold what was asked.
    spdlog::error("a request ended in an exception");
    return to_frames(ErrorReply{id, ErrorCode::internal});
  }
}

}  // namespace bycatch
