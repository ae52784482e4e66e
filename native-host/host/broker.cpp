#include "broker.h"

#include <array>
#include <cstdio>
#include <string>
#include <type_traits>

#include "installed_browsers.h"
#include "paths.h"
#include "system_policy.h"

namespace bycatch {

namespace {

constexpr std::chrono::days kHealthDays{30};

std::string utc_day(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

BrokerReply failure(const Error& error) {
  BrokerReply reply;
  reply.failure = error.code;
  return reply;
}

// Asked each time: what the organisation sets holds at once.
SystemPolicy set_here() {
  return read_system_policy(system_policy_file());
}

BrokerReply apply(const CountRecord& count, StateDb& state, std::chrono::sys_days today) {
  const SystemPolicy set = set_here();
  const std::chrono::days kept(set.keep_days.value_or(SystemPolicy::kMaxKeptDays));
  Status added = state.add_count(count.platform, count.seen, count.identified, utc_day(today), kept);
  if (added && !set.events.empty()) added = state.event_counts().add(count.events, utc_day(today));
  return added ? BrokerReply{} : failure(added.error());
}

BrokerReply apply(const SiteHealthQuery&, StateDb& state, std::chrono::sys_days today) {
  auto sites = state.site_health(utc_day(today - kHealthDays + std::chrono::days(1)));
  return sites ? BrokerReply{{}, std::move(*sites), {}, {}} : failure(sites.error());
}

BrokerReply apply(const EventsQuery&, StateDb& state, std::chrono::sys_days) {
  const auto days = state.event_counts().waiting();
  auto sent = state.event_counts().last();
  if (!days || !sent) return failure(!days ? days.error() : sent.error());
  BrokerReply reply;
  reply.events = {!set_here().events.empty(), event_days_text(*days), std::move(*sent)};
  return reply;
}

BrokerReply apply(const WatchRecord& record, StateDb& state, std::chrono::sys_days today) {
  const Status added = state.watch_list().add(record.watched, utc_day(today));
  return added ? BrokerReply{} : failure(added.error());
}

BrokerReply apply(const UnwatchRecord& record, StateDb& state, std::chrono::sys_days) {
  const Status removed = state.watch_list().remove(record.watched);
  return removed ? BrokerReply{} : failure(removed.error());
}

BrokerReply apply(const WatchQuery& query, StateDb& state, std::chrono::sys_days) {
  auto page = state.watch_list().page(query.from, kWatchPageBytes);
  return page ? BrokerReply{{}, {}, std::move(*page), {}} : failure(page.error());
}

BrokerReply apply(const SeenQuery& query, StateDb& state, std::chrono::sys_days) {
  auto seen = state.watch_list().seen(query.watched);
  if (!seen) return failure(seen.error());
  BrokerReply reply;
  reply.seen = std::move(*seen);
  return reply;
}

BrokerReply apply(const FoundQuery& query, StateDb& state, std::chrono::sys_days) {
  auto found = state.watched_folders().found(query.watched);
  if (!found) return failure(found.error());
  BrokerReply reply;
  reply.seen = std::move(*found);
  return reply;
}

BrokerReply apply(const SeenRecord& record, StateDb& state, std::chrono::sys_days today) {
  const Status noted = state.watch_list().set_seen(record.watched, {record.generation, utc_day(today), record.counts});
  return noted ? BrokerReply{} : failure(noted.error());
}

BrokerReply reply_with(Result<RemovalRequest> request) {
  return request ? BrokerReply{{}, {}, {}, {{std::move(*request)}, 0}} : failure(request.error());
}

BrokerReply apply(const NewRequestRecord& record, StateDb& state, std::chrono::sys_days) {
  return reply_with(state.request_list().add(record.dataset, record.letter, record.day));
}

BrokerReply apply(const MarkRequestRecord& record, StateDb& state, std::chrono::sys_days) {
  return reply_with(state.request_list().mark(record.number, record.state, record.day));
}

BrokerReply apply(const KeepRequestRecord& record, StateDb& state, std::chrono::sys_days) {
  const Status kept = state.request_list().keep(record.request);
  return kept ? BrokerReply{} : failure(kept.error());
}

BrokerReply apply(const RequestQuery& query, StateDb& state, std::chrono::sys_days) {
  auto page = state.request_list().page(query.from, kRequestsAPage);
  return page ? BrokerReply{{}, {}, {}, std::move(*page)} : failure(page.error());
}

// Empty when it is too long to be told.
std::string told_path(const std::filesystem::path& path) {
  std::string text = path.string();
  return text.size() <= kMaxPlaceBytes ? text : "";
}

BrokerReply places_reply(const Result<std::filesystem::path>& data_folder) {
  const auto host = host_program().value_or("");
  BrokerReply reply;
  reply.places.host = told_path(host);
  reply.places.data = told_path(data_folder.value_or(""));
  for (const InstalledBrowser& browser : installed_browsers("/")) {
    if (reply.places.browsers.size() == kMaxBrowsers) break;
    BrowserManifest& told = reply.places.browsers.emplace_back();
    told.browser = browser.title.substr(0, kMaxTitleBytes);
    if (const ManifestTarget* used = used_by(browser, host)) {
      told.state = manifest_state(used->file, host, used->kind);
      if (std::string file = told_path(used->file); !file.empty()) told.file = std::move(file);
    }
  }
  return reply;
}

bool is_question(const BrokerRecord& record) {
  return std::holds_alternative<SiteHealthQuery>(record) || std::holds_alternative<WatchQuery>(record) ||
         std::holds_alternative<RequestQuery>(record);
}

BrokerReply no_events() {
  BrokerReply reply;
  reply.events = {!set_here().events.empty(), event_days_text({}), {}};
  return reply;
}

}  // namespace

Result<StateDb*> Broker::state() {
  if (!data_folder_) return std::unexpected(data_folder_.error());
  if (!state_) {
    auto opened = StateDb::open(*data_folder_);
    if (!opened) return std::unexpected(std::move(opened.error()));
    state_.emplace(std::move(*opened));
  }
  return &*state_;
}

bool Broker::has_nothing() const {
  std::error_code unsure;
  const bool is_there = data_folder_ && std::filesystem::exists(*data_folder_ / "state.db", unsure);
  return data_folder_ && !state_ && !is_there && !unsure;
}

BrokerReply Broker::import_reply(Status started) {
  BrokerReply reply;
  if (!started) reply.failure = started.error().code;
  reply.import = import_.look();
  return reply;
}

BrokerReply Broker::sync_reply(Status started) {
  BrokerReply reply;
  if (!started) reply.failure = started.error().code;
  reply.sync = sync_.look();
  return reply;
}

BrokerReply Broker::answer(const BrokerRecord& record, std::chrono::sys_days today) {
  return std::visit(
      [&]<class Body>(const Body& body) -> BrokerReply {
        // Without the file: what is loaded is no record.
        if constexpr (std::is_same_v<Body, ImportQuery>) {
          return import_reply();
        } else if constexpr (std::is_same_v<Body, SyncQuery>) {
          return sync_reply();
        } else if constexpr (std::is_same_v<Body, SyncDueRecord>) {
          return sync_reply(sync_.start_due());
        } else if constexpr (std::is_same_v<Body, SyncListRecord>) {
          return sync_reply(sync_.start_list());
        } else if constexpr (std::is_same_v<Body, SyncPacksRecord>) {
          return sync_reply(sync_.start_packs(body.packs));
        } else if constexpr (std::is_same_v<Body, PlacesQuery>) {
          return places_reply(data_folder_);
        } else if constexpr (std::is_same_v<Body, ImportRecord>) {
          return import_reply(import_.start());
        } else {
          if (is_question(record) && has_nothing()) return {};
          if (std::is_same_v<Body, EventsQuery> && has_nothing()) return no_events();
          const auto opened = state();
          return opened ? apply(body, **opened, today) : failure(opened.error());
        }
      },
      record);
}

int run_broker(MessageSocket answerer, Broker broker) {
  for (;;) {
    const auto message = answerer.receive(std::nullopt);
    if (!message) {
      if (message.error().code == ErrorCode::too_large) continue;
      return 0;
    }
    Numbered<BrokerReply> reply;
    if (const auto record = decode_record(*message)) {
      const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
      reply = {record->number, broker.answer(record->body, today)};
    } else {
      reply.body = failure(record.error());
    }
    // An answerer that does not read loses the reply, not the broker.
    static_cast<void>(answerer.send(encode(reply)));
  }
}

}  // namespace bycatch
