// The one run of `bycatch sync` that the broker may have under way, beside this program, and what it said.
#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "program_output.h"
#include "protocol.gen.h"
#include "result.h"

namespace bycatch {

inline constexpr std::size_t kMaxOfferedPacks = 15;  // SyncProgressReply.packs
inline constexpr std::size_t kMaxPackTitle = 80;     // bytes that are told of it

struct SyncProgress {
  RunState state = RunState::none;
  std::int64_t done = 0;
  std::int64_t whole = 0;
  std::optional<ErrorCode> code;
  std::vector<OfferedPack> packs;
  bool is_managed = false;  // the organisation says which are held
  bool operator==(const SyncProgress&) const = default;
};

class FeedRun {
 public:
  // `program`: bycatch.
  explicit FeedRun(std::filesystem::path program) : program_(std::move(program)) {}

  // If that is due. One that is under way goes on, whatever it is for. Errors: not_found; io.
  Status start_due();
  // Errors: busy, when another is under way; not_found; io.
  Status start_list();
  Status start_packs(std::span<const std::string> packs);

  // What is known of it by now.
  SyncProgress look();

 private:
  Status start(const std::vector<std::string>& words);
  void hear(const nlohmann::json& told);

  std::filesystem::path program_;
  std::optional<ProgramOutput> output_;
  SyncProgress progress_;
};

}  // namespace bycatch
