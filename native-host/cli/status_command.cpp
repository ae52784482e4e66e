// bycatch status
#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "answer_text.h"
#include "command.h"
#include "live_index.h"
#include "paths.h"
#include "protocol_json.gen.h"
#include "sandbox_trial.h"
#include "site_health.h"
#include "sync_history.h"
#include "utc_time.h"
#include "verbs.h"

namespace bycatch {
namespace {

constexpr std::int64_t kLatest = 253'402'300'799;  // the last second of the year 9999

// What the host replies to `status`, without the words of the pipe.
nlohmann::json as_json(const StatusReply& reply) {
  nlohmann::json json = to_json(reply);
  for (const char* of_the_pipe : {"id", "verb", "broker"}) {
    json.erase(of_the_pipe);
  }
  return json;
}

std::string as_text(const StatusReply& reply) {
  if (reply.index != IndexState::ready) {
    const auto [sentence, next_step] = explain(reply.code.value_or(ErrorCode::internal));
    return std::string(sentence) + ". " + std::string(next_step) + ".";
  }
  std::string text = count_of(reply.lists, "list") + ", " + count_of(reply.records, "key");
  if (reply.data_date) {
    text += ", newest " + *reply.data_date;
  }
  text += "\ngeneration " + reply.generation;
  if (reply.root) {
    text += "\nroot hash of all: " + *reply.root;
  }
  for (const Pack& pack : reply.packs) {
    text += "\n" + pack.id + ": root hash " + pack.root.value_or("-");
  }
  if (reply.syncs && !reply.syncs->empty()) {
    const PastSync& last = reply.syncs->back();
    const std::chrono::sys_seconds at{std::chrono::seconds(std::min(last.at, kLatest))};
    text += "\nlast sync " + utc_time_text(at) + (last.code ? ": " + std::string(to_string(*last.code)) : "");
  }
  for (const SiteHealth& site : reply.sites) {
    text += "\n" + std::string(to_string(site.platform)) + ": " + std::to_string(site.identified) + " of " +
            count_of(site.seen, "photo") + " recognised in 30 days";
  }
  return text;
}

// What the host can do for itself on this system: it is asked of a process that ends at once.
std::string sandbox_text(SandboxState state) {
  switch (state) {
    case SandboxState::full:
      return "";
    case SandboxState::partly:
      return "\nthe host can lock itself in only partly: this kernel is too old";
    case SandboxState::none:
      break;
  }
  return "\nthe host cannot lock itself in: this kernel is too old";
}

Exit show(Output& output) {
  auto sites = recent_site_health();
  if (!sites) {
    output.failure("read what was counted on the sites", sites.error());
  }
  StatusReply reply = status(StatusRequest{}, open_index(), sites ? *sites : std::vector<SiteHealth>(), false);
  reply.sandbox = sandbox_here();
  if (const auto folder = data_folder()) {
    reply.syncs = read_sync_history(*folder);
  }
  if (output.is_json()) {
    output.json(as_json(reply));
  } else {
    output.text(as_text(reply) + sandbox_text(*reply.sandbox));
  }
  return reply.index == IndexState::ready && sites ? Exit::done : Exit::failed;
}

}  // namespace

void add_status(CommandLine line) {
  line.app.add_subcommand("status", "The lists held here and their date")->callback([run = &line.run] { *run = show; });
}

}  // namespace bycatch
