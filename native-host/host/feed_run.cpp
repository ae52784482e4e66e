#include "feed_run.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dataset_word.h"
#include "json_text.h"

namespace bycatch {
namespace {

constexpr std::uint64_t kMaxBytes = 9'007'199'254'740'991;  // Count

// Within the protocol's bounds, whatever was said.
std::int64_t count_in(const nlohmann::json& json, const char* name) {
  const auto value = json.find(name);
  if (value == json.end() || !value->is_number_unsigned()) return 0;
  return static_cast<std::int64_t>(std::min(value->get<std::uint64_t>(), kMaxBytes));
}

std::string text_in(const nlohmann::json& json, const char* name) {
  const auto value = json.find(name);
  return value != json.end() && value->is_string() ? value->get<std::string>() : "";
}

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
    const std::string way = text_in(pack, "way");
    std::string id = text_in(pack, "pack");
    if (!is_dataset_word(id) || packs.size() == kMaxOfferedPacks) continue;
    packs.push_back({std::move(id), first_bytes(text_in(pack, "title"), kMaxPackTitle),
                     way != "left_out" && way != "dropped", count_in(pack, "keys"), count_in(pack, "size_bytes")});
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
  progress_ = {.state = RunState::running, .done = 0, .whole = 0, .code = {}, .packs = {}};
  return {};
}

SyncProgress FeedRun::look() {
  if (!output_) return progress_;
  for (const std::string& line : output_->lines()) hear(line);
  if (output_->has_ended()) {
    output_.reset();
    if (progress_.state == RunState::running) {
      progress_.state = RunState::failed;
      if (!progress_.code) progress_.code = ErrorCode::internal;
    }
  }
  return progress_;
}

void FeedRun::hear(const std::string& line) {
  const auto json = parse_json_text(line);
  if (!json || !json->is_object()) return;
  const std::string event = text_in(*json, "event");
  if (event == "progress") {
    progress_.done = count_in(*json, "done");
    progress_.whole = count_in(*json, "whole");
  } else if (event == "done" || event == "list") {
    progress_.state = RunState::done;
    progress_.packs = packs_in(*json);
  } else if (const std::string code = text_in(*json, "code"); !code.empty()) {
    progress_.code = parse_error_code(code).value_or(ErrorCode::internal);
  }
}

}  // namespace bycatch
