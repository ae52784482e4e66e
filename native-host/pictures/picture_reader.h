// Reads picture files by a decoder that runs beside this program, confined (confinement.h): whatever a picture does to
// it, it costs that picture alone.
//
// Threads:  one; several readers may work at once.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "helper_program.h"
#include "picture_fault.h"

namespace bycatch {

struct ReaderRules {
  std::filesystem::path decoder;            // bycatch-decoder
  std::chrono::milliseconds limit{60'000};  // for one picture; a decoder that takes longer is ended
};

class PictureReader {
 public:
  // Starts the decoder and waits until it has confined itself.
  // Errors: not_found, when there is no such program; unsupported, when it cannot confine itself here; permission; io.
  static Result<PictureReader> start(ReaderRules rules);

  // The imprints of the picture upright, turned and mirrored, whatever its quality. Never waits for a file that is
  // none. A decoder that was lost is started again, and a picture over which one was lost that had read others before
  // is tried once more.
  [[nodiscard]] PictureResult read(const std::filesystem::path& file);

 private:
  PictureReader(ReaderRules rules, HelperProgram decoder) : rules_(std::move(rules)), decoder_(std::move(decoder)) {}

  PictureResult ask(const FileHandle& file);
  bool revive();

  ReaderRules rules_;
  std::optional<HelperProgram> decoder_;
  bool is_fresh_ = true;  // it has read nothing yet
};

// The decoder that stands beside this program.
// Errors: io.
[[nodiscard]] Result<ReaderRules> own_decoder();

}  // namespace bycatch
