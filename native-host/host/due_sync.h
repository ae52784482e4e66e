// The one sync that the broker may have under way: `bycatch sync --if-due`, beside this program.
#pragma once

#include <filesystem>
#include <optional>

#include "program_output.h"
#include "result.h"

namespace bycatch {

class DueSync {
 public:
  // `program`: bycatch.
  explicit DueSync(std::filesystem::path program) : program_(std::move(program)) {}

  // One that is under way goes on. Errors: not_found; io.
  Status start();

 private:
  std::filesystem::path program_;
  std::optional<ProgramOutput> output_;
};

}  // namespace bycatch
