// The half of the host that writes: the only writer of state.db.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "broker_record.h"
#include "feed_run.h"
#include "message_socket.h"
#include "result.h"
#include "state_db.h"

namespace bycatch {

class Broker {
 public:
  // Opens and writes nothing before the first record, and creates nothing to answer a question.
  // `program`: bycatch, which it may start.
  explicit Broker(Result<std::filesystem::path> data_folder, std::filesystem::path program = {})
      : data_folder_(std::move(data_folder)), sync_(program), import_(std::move(program), data_folder_.value_or("")) {}

  BrokerReply answer(const BrokerRecord& record, std::chrono::sys_days today);

 private:
  BrokerReply import_reply(Status started = {});
  BrokerReply sync_reply(Status started = {});
  Result<StateDb*> state();
  [[nodiscard]] bool has_nothing() const;

  Result<std::filesystem::path> data_folder_;
  std::optional<StateDb> state_;
  FeedRun sync_;
  PublicImport import_;
};

// Answers the records of `answerer` until it is gone; returns the exit code.
int run_broker(MessageSocket answerer, Broker broker);

}  // namespace bycatch
