#include "feed_run.h"

#include "dataset_word.h"
#include "told_progress.h"

namespace bycatch {
namespace {

constexpr std::uint64_t kMaxBytes = 9'007'199'254'740'991;  // Count

// Not in the middle of a character.
std::string first_bytes(std::string text, std::size_t max) {
  while (text.size() > max || (!text.empty() && text.size() == max && (text.back() & 0x80) != 0)) text.pop_back();
  return text;
}

std::vector<OfferedPack> packs_in(const nlohmann::json& event) {
  std::vector<OfferedPack> packs;
  const auto all = event.find("packs");
  if (all == event.end() || !all->is_array()) return packs;
  for (const nlohmann::json& pack : *all) {
    const std::string way = told_text(pack, "way");
    std::string id = told_text(pack, "pack");
    if (!is_dataset_word(id) || packs.size() == kMaxOfferedPacks) continue;
    packs.push_back({std::move(id), first_bytes(told_text(pack, "title"), kMaxPackTitle),
                     way != "left_out" && way != "dropped", told_count(pack, "keys", kMaxBytes),
                     told_count(pack, "size_bytes", kMaxBytes)});
  }
  return packs;
}

}  // namespace

Status FeedRun::start_due() {
  return look().state == RunState::running ? Status() : start({"--if-due"});
}

Status FeedRun::start_list() {
  return start({"--list"});
}

Status FeedRun::start_packs(std::span<const std::string> packs) {
  std::string words;
  for (const std::string& pack : packs) words += (words.empty() ? "" : ",") + pack;
  return start({"--packs", words.empty() ? "none" : words});
}

Status FeedRun::start(const std::vector<std::string>& words) {
  if (look().state == RunState::running) return fail(ErrorCode::busy, "another sync");
  std::vector<std::string> all{"--json", "sync"};
  all.insert(all.end(), words.begin(), words.end());
  auto started = ProgramOutput::start(program_, all);
  if (!started) return std::unexpected(std::move(started.error()));
  output_.emplace(std::move(*started));
  progress_ = {.state = RunState::running, .done = 0, .whole = 0, .code = {}, .packs = {}, .is_managed = false};
  return {};
}

SyncProgress FeedRun::look() {
  follow(output_, progress_, [this](const nlohmann::json& told) { hear(told); });
  return progress_;
}

void FeedRun::hear(const nlohmann::json& told) {
  const std::string event = told_text(told, "event");
  if (event == "progress") {
    progress_.done = told_count(told, "done", kMaxBytes);
    progress_.whole = told_count(told, "whole", kMaxBytes);
  } else if (event == "done" || event == "list") {
    progress_.state = RunState::done;
    progress_.packs = packs_in(told);
    progress_.is_managed = told.value("managed", nlohmann::json()) == true;
  } else if (const auto code = told_code(told)) {
    progress_.code = code;
  }
}

}  // namespace bycatch
