// bycatch sync [--feed URL] [--root FILE] [--packs LIST] [--list] [--if-due] [--metered] [--offline FILE.tar]
//     [--proxy URL] [--ca FILE] [--certificate FILE [--key FILE]] [--on-update PROGRAM] [--on-error PROGRAM]
#include <csignal>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "answer_text.h"
#include "command.h"
#include "durable_file.h"
#include "kept_rights.h"
#include "metadata.h"
#include "paths.h"
#include "progress.h"
#include "sync_events.h"
#include "sync_hooks.h"
#include "sync_run.h"
#include "sync_watch_pack.h"
#include "system_policy.h"
#include "watched_pictures.h"

namespace bycatch {
namespace {

constexpr std::chrono::milliseconds kPauseStep{50};
constexpr std::chrono::milliseconds kBetweenEvents{200};

volatile std::sig_atomic_t is_sync_stopped = 0;

struct SyncArguments {
  std::string feed, root, packs, offline, proxy, ca, certificate, key, on_update, on_error;
  bool if_due = false;
  bool is_metered = false;
  bool is_list = false;
};

void stop_sync(int /*signal*/) {
  is_sync_stopped = 1;
}

void pause_sync(std::chrono::milliseconds wait) {
  for (; wait.count() > 0 && is_sync_stopped == 0; wait -= kPauseStep) {
    std::this_thread::sleep_for(std::min(wait, kPauseStep));
  }
}

std::vector<std::string> split_words(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream in(text);
  for (std::string word; std::getline(in, word, ',');) {
    words.push_back(word);
  }
  return words;
}

Status set_by_policy(std::string& value, const std::string& set, const char* option) {
  if (!value.empty() && !set.empty() && value != set) {
    return fail(ErrorCode::permission, std::string(option) + " is set by " + system_policy_file().string());
  }
  value = set.empty() ? value : set;
  return {};
}

// What is not given is as the organisation has it, and nothing can be given that contradicts it.
Status apply_policy(const SystemPolicy& policy, SyncArguments& arguments) {
  std::string packs;
  for (const std::string& pack : policy.packs.value_or(std::vector<std::string>())) {
    packs += (packs.empty() ? "" : ",") + pack;
  }
  if (policy.packs && packs.empty()) {
    packs = "none";
  }
  Status set = set_by_policy(arguments.feed, policy.feed, "--feed");
  if (set) set = set_by_policy(arguments.root, policy.root.string(), "--root");
  if (set) set = set_by_policy(arguments.packs, packs, "--packs");
  if (set) set = set_by_policy(arguments.proxy, policy.proxy, "--proxy");
  if (set) set = set_by_policy(arguments.ca, policy.ca.string(), "--ca");
  if (set) set = set_by_policy(arguments.certificate, policy.certificate.string(), "--certificate");
  if (set) set = set_by_policy(arguments.key, policy.key.string(), "--key");
  return set;
}

Result<SyncRequest> request_of(const SyncArguments& arguments) {
  SyncRequest request{.data_folder = {},
                      .feed = arguments.feed,
                      .root = {},
                      .offline = arguments.offline,
                      .packs = {},
                      .now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
                      .http = {},
                      .pause = pause_sync};
  auto folder = data_folder();
  if (!folder) {
    return std::unexpected(folder.error());
  }
  request.data_folder = *std::move(folder);
  if (!arguments.root.empty()) {
    auto root = read_small_file(arguments.root, kMaxRootBytes);
    if (!root) {
      return std::unexpected(root.error());
    }
    request.root = *std::move(root);
  }
  if (arguments.packs == "all") {
    request.packs = {"*"};
  } else if (arguments.packs == "none") {
    request.packs.emplace();
  } else if (!arguments.packs.empty() && arguments.packs != "default") {
    request.packs = split_words(arguments.packs);
  }
  request.forgets_packs = arguments.packs == "default";
  request.only_when_due = arguments.if_due;
  request.is_metered = arguments.is_metered;
  request.only_plans = arguments.is_list;
  request.http.proxy = arguments.proxy;
  request.http.ca_file = arguments.ca;
  request.http.certificate = arguments.certificate;
  request.http.key = arguments.key;
  request.http.is_cancelled = [] { return is_sync_stopped != 0; };
  return request;
}

std::string megabytes(std::uint64_t bytes) {
  const std::uint64_t tenths = (bytes + 99'999) / 100'000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

nlohmann::json json_of_packs(const std::vector<SyncPack>& packs) {
  nlohmann::json list = nlohmann::json::array();
  for (const SyncPack& pack : packs) {
    list.push_back({{"pack", pack.id},
                    {"title", pack.title},
                    {"way", to_string(pack.way)},
                    {"keys", pack.keys},
                    {"bytes", pack.bytes},
                    {"size_bytes", pack.size_bytes}});
  }
  return list;
}

std::string text_of_pack(const SyncPack& pack) {
  std::string what = pack.id + (pack.title.empty() ? "" : " (" + pack.title + ")") + ": ";
  switch (pack.way) {
    case PackWay::held:
      return what + "as it is";
    case PackWay::delta:
      return what + "changes, " + megabytes(pack.bytes);
    case PackWay::base:
      return what + "the whole, " + megabytes(pack.bytes);
    case PackWay::held_back:
      return what + "not loaded: the whole is " + megabytes(pack.bytes) + ", and the connection is metered";
    case PackWay::dropped:
      return what + "removed";
    case PackWay::left_out:
      return what + "not chosen, " + megabytes(pack.size_bytes);
  }
  return what;
}

class SyncTalk {
 public:
  explicit SyncTalk(Output& output) : output_(output), progress_("loading") {}

  void plan(const std::vector<SyncPack>& packs) {
    if (output_.is_json()) {
      output_.json({{"event", "plan"}, {"packs", json_of_packs(packs)}});
      return;
    }
    for (const SyncPack& pack : packs) {
      output_.note(text_of_pack(pack));
    }
  }

  void bytes(std::uint64_t done, std::uint64_t whole) {
    const auto now = std::chrono::steady_clock::now();
    if (!output_.is_json()) {
      progress_.show(done, whole);
    } else if (now >= next_) {
      next_ = now + kBetweenEvents;
      output_.json({{"event", "progress"}, {"done", done}, {"whole", whole}});
      output_.flush();
    }
  }

 private:
  Output& output_;
  Progress progress_;
  std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now();
};

void tell_outcome(Output& output, const SyncOutcome& outcome, bool is_list, bool is_managed) {
  for (const Error& note : outcome.notes) {
    output.note(std::string(to_string(note.code)) + ": " + std::string(explain(note.code).sentence) + " (" +
                note.detail + ")");
  }
  if (output.is_json()) {
    nlohmann::json notes = nlohmann::json::array();
    for (const Error& note : outcome.notes) {
      notes.push_back(to_string(note.code));
    }
    output.json({{"event", is_list ? "list" : "done"},
                 {"due", outcome.is_due},
                 {"generation", outcome.generation},
                 {"changed", outcome.has_changed},
                 {"packs", json_of_packs(outcome.packs)},
                 {"managed", is_managed},
                 {"notes", notes}});
  } else if (!outcome.is_due) {
    output.text("not due yet");
  } else if (!is_list) {
    output.text(outcome.has_changed ? "generation " + outcome.generation + " is in use" : "all is as the feed has it");
  }
}

void note_hook(Output& output, std::optional<int> ended) {
  if (ended && *ended != 0) output.note("the program to be started ended with " + std::to_string(*ended));
}

void run_hooks(Output& output, SyncHooks& hooks, const Result<SyncOutcome>& outcome) {
  if (outcome && outcome->has_changed) note_hook(output, hooks.updated(outcome->generation));
  if (!outcome && outcome.error().code != ErrorCode::cancelled) {
    note_hook(output, hooks.failed(outcome.error().code));
  } else if (outcome && !outcome->failures.empty()) {
    note_hook(output, hooks.failed(outcome->failures.front().code));
  }
}

Exit sync_feed(Output& output, SyncArguments arguments) {
  std::signal(SIGINT, stop_sync);
  std::signal(SIGTERM, stop_sync);
  std::signal(SIGPIPE, SIG_IGN);
  const SystemPolicy policy = read_system_policy(system_policy_file());
  if (!policy.troubles.empty()) {
    output.note("not all of " + system_policy_file().string() + " could be taken: bycatch doctor says what");
  }
  if (const Status set = apply_policy(policy, arguments); !set) {
    output.failure("sync", set.error(), "Leave it out, or ask who looks after this machine");
    return Exit::failed;
  }
  const auto request = request_of(arguments);
  if (!request) {
    output.failure("sync", request.error());
    return Exit::failed;
  }
  if (const Status made = make_private_folder(request->data_folder); !made) {
    output.failure("sync", made.error());
    return Exit::failed;
  }
  auto hooks = SyncHooks::start(arguments.on_update, arguments.on_error);
  if (!hooks) {
    output.failure("sync", hooks.error());
    return Exit::failed;
  }
  const auto token = read_events_token(policy);
  if (!token) {
    output.note("counts are not reported: the token could not be read (" + token.error().detail + ")");
  }
  const auto watch_key = read_watch_pack_key(policy);
  if (!watch_key) {
    output.note("the watch pack was not taken: its key could not be read (" + watch_key.error().detail + ")");
  }
  const std::filesystem::path watch_file = policy.watch_pack.starts_with('/') ? policy.watch_pack : "";
  keep_only({.readable = {watch_file, arguments.offline, arguments.ca, arguments.certificate, arguments.key},
             .writable = {request->data_folder}});
  auto outcome = Result<SyncOutcome>();
  {
    SyncTalk talk(output);
    outcome = run_sync(*request, {.on_plan = [&](const auto& packs) { talk.plan(packs); },
                                  .on_bytes = [&](auto done, auto whole) { talk.bytes(done, whole); }});
  }
  if (!arguments.is_list) {
    run_hooks(output, *hooks, outcome);
    if (watch_key) load_watch_pack(output, policy, *watch_key, request->data_folder, request->http);
    if (token) report_events(output, policy, *token, request->data_folder, request->http);
  }
  if (!outcome) {
    output.failure("sync", outcome.error());
    return Exit::failed;
  }
  tell_outcome(output, *outcome, arguments.is_list, policy.packs.has_value());
  if (!arguments.is_list) tell_news(output, [] { return is_sync_stopped != 0; });
  if (!outcome->failures.empty()) {
    output.failure("sync all of it", outcome->failures.front());
  }
  return outcome->failures.empty() ? Exit::done : Exit::failed;
}

}  // namespace

void add_sync(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("sync", "Bring the lists here up to date with a signed feed");
  auto arguments = std::make_shared<SyncArguments>();
  command->add_option("--feed", arguments->feed, "Address of the feed; remembered");
  command->add_option("--root", arguments->root, "File with the publisher's root, had by a way you trust; remembered");
  command->add_option("--packs", arguments->packs, "all, none, default, or ids with commas between; remembered");
  command->add_flag("--list", arguments->is_list, "Say what would be loaded, and load nothing");
  command->add_flag("--if-due", arguments->if_due, "Only when the last time is six hours ago");
  command->add_flag("--metered", arguments->is_metered, "Load changes only, no pack as a whole");
  command->add_option("--offline", arguments->offline, "Read the feed from this tar file, without a network");
  command->add_option("--proxy", arguments->proxy, "http://HOST:PORT or socks5://HOST:PORT, and no other way");
  command->add_option("--ca", arguments->ca, "Certificates (PEM) that servers must have theirs from");
  CLI::Option* certificate = command->add_option("--certificate", arguments->certificate, "Certificate (PEM) to show");
  command->add_option("--key", arguments->key, "Its key, when that is not in the same file")->needs(certificate);
  command->add_option("--on-update", arguments->on_update, "Program to start when the lists here have changed")
      ->check(CLI::ExistingFile);
  command->add_option("--on-error", arguments->on_error, "Program to start when something went wrong")
      ->check(CLI::ExistingFile);
  command->callback(
      [arguments, run = &line.run] { *run = [arguments](Output& output) { return sync_feed(output, *arguments); }; });
}

}  // namespace bycatch
