#include "public_import.h"

#include "told_progress.h"

namespace bycatch {
namespace {

constexpr std::uint64_t kMaxDatasets = 10'000;

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
  follow(output_, progress_, [this](const nlohmann::json& told) { hear(told); });
  return progress_;
}

void PublicImport::hear(const nlohmann::json& told) {
  if (told.contains("whole")) {
    progress_.done = told_count(told, "done", kMaxDatasets);
    progress_.whole = told_count(told, "whole", kMaxDatasets);
  } else if (const auto code = told_code(told)) {
    progress_.code = code;
  } else if (told.contains("datasets")) {
    progress_.state = RunState::done;
  }
}

}  // namespace bycatch
