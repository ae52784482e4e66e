#include "broker_link.h"

#include <spdlog/spdlog.h>

#include <chrono>

#include "removal_requests.h"
#include "watching.h"

namespace bycatch {

namespace {
// A page's photos wait while a count is being kept, so not for long.
constexpr std::chrono::milliseconds kReplyLimit{500};
}  // namespace

Status BrokerLink::add_count(const CountRecord& count) {
  const auto reply = ask(count);
  if (!reply) return std::unexpected(reply.error());
  return {};
}

Result<std::vector<SiteHealth>> BrokerLink::site_health() {
  auto reply = ask(SiteHealthQuery{});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return std::move(reply->sites);
}

Status BrokerLink::watch(const Identifier& watched) {
  const auto reply = ask(WatchRecord{watched});
  return reply ? Status() : std::unexpected(reply.error());
}

Status BrokerLink::unwatch(const Identifier& watched) {
  const auto reply = ask(UnwatchRecord{watched});
  return reply ? Status() : std::unexpected(reply.error());
}

Result<std::vector<Watch>> BrokerLink::watches() {
  return all_watches([this](const WatchQuery& query) { return ask(query); });
}

Result<RemovalRequest> BrokerLink::new_request(const NewRequestRecord& request) {
  return one_request(ask(request));
}

Result<RemovalRequest> BrokerLink::mark_request(const MarkRequestRecord& mark) {
  return one_request(ask(mark));
}

Status BrokerLink::keep_request(const RemovalRequest& request) {
  const auto reply = ask(KeepRequestRecord{request});
  return reply ? Status() : std::unexpected(reply.error());
}

Result<std::vector<RemovalRequest>> BrokerLink::requests() {
  return all_requests([this](const RequestQuery& query) { return ask(query); });
}

Result<ImportProgress> BrokerLink::import_public() {
  auto reply = ask(ImportRecord{});
  return reply ? Result<ImportProgress>(reply->import) : std::unexpected(std::move(reply.error()));
}

Result<ImportProgress> BrokerLink::import_progress() {
  auto reply = ask(ImportQuery{});
  return reply ? Result<ImportProgress>(reply->import) : std::unexpected(std::move(reply.error()));
}

Result<BrokerReply> BrokerLink::ask(const BrokerRecord& record) {
  if (!broker_) return fail(ErrorCode::cancelled, "no broker");
  auto reply = exchange(record);
  if (!reply && reply.error().code == ErrorCode::cancelled) {
    spdlog::warn("broker gone");
    broker_.reset();
  }
  if (reply && reply->failure) return fail(*reply->failure, "broker");
  return reply;
}

Result<BrokerReply> BrokerLink::exchange(const BrokerRecord& record) {
  const auto number = ++last_number_;
  const auto message = encode(Numbered<BrokerRecord>{number, record});
  // The broker could not say to which question it says no.
  if (const auto read = decode_record(message); !read) return std::unexpected(read.error());
  if (const auto sent = broker_->link().send(message); !sent) return std::unexpected(sent.error());
  const auto deadline = std::chrono::steady_clock::now() + kReplyLimit;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const auto received = broker_->link().receive(left);
    if (!received) return std::unexpected(received.error());
    auto reply = decode_reply(*received);
    if (!reply) return std::unexpected(std::move(reply.error()));
    // Another number is the late reply to a question that was given up.
    if (reply->number == number) return std::move(reply->body);
  }
}

}  // namespace bycatch
