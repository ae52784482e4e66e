#include "live_generation.h"

#include <spdlog/spdlog.h>

namespace bycatch {

namespace {
constexpr std::chrono::seconds kRetryInterval{1};
}

IndexInUse LiveGeneration::look() {
  const auto before = in_use_.trouble;
  refresh();
  const auto now_wrong = in_use_.trouble;
  if (now_wrong && now_wrong != before && now_wrong != ErrorCode::no_index) {
    spdlog::warn("index: {}", to_string(*now_wrong));
  }
  IndexInUse out = in_use_;
  if (!out.trouble) out.trouble = damage_;
  return out;
}

void LiveGeneration::report_damage(ErrorCode code) {
  if (!damage_) spdlog::warn("index in use: {}", to_string(code));
  damage_ = code;
}

void LiveGeneration::refresh() {
  if (!data_folder_) {
    in_use_.trouble = data_folder_.error().code;
    return;
  }
  const auto name = live_generation_name(*data_folder_);
  if (!name) {
    in_use_.trouble = name.error().code;
    return;
  }
  if (name->empty()) {
    // Taken away by its owner, who does not expect to be answered from it any more.
    in_use_ = {nullptr, ErrorCode::no_index};
    return;
  }
  if (in_use_.generation && in_use_.generation->name() == *name) {
    in_use_.trouble.reset();
    return;
  }
  const auto now = clock_();
  if (failed_ && failed_->name == *name && now - failed_->at < kRetryInterval) {
    in_use_.trouble = failed_->code;
    return;
  }
  auto opened = Generation::open_live(*data_folder_);
  if (!opened) {
    failed_ = {*name, opened.error().code, now};
    in_use_.trouble = failed_->code;
    return;
  }
  in_use_ = {std::move(*opened), std::nullopt};
  damage_.reset();
}

}  // namespace bycatch
