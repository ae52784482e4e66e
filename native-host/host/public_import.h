// The one import of public lists that the broker may have under way: `bycatch import --public`, beside this program.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "program_output.h"
#include "protocol.gen.h"
#include "result.h"

namespace bycatch {

struct ImportProgress {
  RunState state = RunState::none;
  std::int64_t done = 0;
  std::int64_t whole = 0;
  std::optional<ErrorCode> code;
  bool operator==(const ImportProgress&) const = default;
};

class PublicImport {
 public:
  // `program`: bycatch. `data_folder`: a file sources.json in it, of the form of the built-in one, takes its place.
  PublicImport(std::filesystem::path program, std::filesystem::path data_folder)
      : program_(std::move(program)), data_folder_(std::move(data_folder)) {}

  // One that is under way goes on. Errors: not_found; io.
  Status start();

  // What is known of it by now.
  ImportProgress look();

 private:
  void hear(const nlohmann::json& told);

  std::filesystem::path program_;
  std::filesystem::path data_folder_;
  std::optional<ProgramOutput> output_;
  ImportProgress progress_;
};

}  // namespace bycatch
