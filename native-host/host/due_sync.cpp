#include "due_sync.h"

#include <array>
#include <string>

namespace bycatch {

Status DueSync::start() {
  // What it says is nobody's: the lists show what came of it.
  if (output_) static_cast<void>(output_->lines());
  if (output_ && !output_->has_ended()) return {};
  auto started = ProgramOutput::start(program_, std::array<std::string, 2>{"sync", "--if-due"});
  if (!started) return std::unexpected(std::move(started.error()));
  output_.emplace(std::move(*started));
  return {};
}

}  // namespace bycatch
