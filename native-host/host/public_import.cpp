#include "public_import.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "json_text.h"

namespace bycatch {
namespace {

constexpr std::int64_t kMaxDatasets = 10'000;

// Within the protocol's bounds, whatever was said.
std::int64_t count_in(const nlohmann::json& json, const char* name) {
  const auto value = json.find(name);
  if (value == json.end() || !value->is_number_unsigned()) return 0;
  return static_cast<std::int64_t>(std::min<std::uint64_t>(value->get<std::uint64_t>(), kMaxDatasets));
}

}  // namespace

Status PublicImport::start() {
  if (look().state == RunState::running) return {};
  std::vector<std::string> words{"--json", "import", "--public"};
  const auto sources = data_folder_ / "sources.json";
  std::error_code ignored;
  if (!data_folder_.empty() && std::filesystem::exists(sources, ignored))
    words.insert(words.end(), {"--sources", sources.string()});
  auto started = ProgramOutput::start(program_, words);
  if (!started) return std::unexpected(std::move(started.error()));
  output_.emplace(std::move(*started));
  progress_ = {.state = RunState::running, .done = 0, .whole = 0, .code = {}};
  return {};
}

ImportProgress PublicImport::look() {
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

void PublicImport::hear(const std::string& line) {
  const auto json = parse_json_text(line);
  if (!json || !json->is_object()) return;
  if (json->contains("whole")) {
    progress_.done = count_in(*json, "done");
    progress_.whole = count_in(*json, "whole");
  } else if (const auto code = json->find("code"); code != json->end() && code->is_string()) {
    progress_.code = parse_error_code(code->get<std::string>()).value_or(ErrorCode::internal);
  } else if (json->contains("datasets")) {
    progress_.state = RunState::done;
  }
}

}  // namespace bycatch
