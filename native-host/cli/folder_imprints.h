// The pictures of a folder as imprints.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>

#include "output.h"
#include "picture_fault.h"
#include "picture_imprint.h"
#include "result.h"

namespace bycatch {

struct PictureReport {
  static constexpr std::size_t kMaxNames = 5;

  struct Refused {
    std::uint64_t files = 0;
    std::set<std::string> names;  // the first kMaxNames of them, by name, with the place in the file
  };

  std::uint64_t accepted = 0;
  std::uint64_t unreadable_folders = 0;
  std::array<Refused, kPictureFaults> refused;
};

// Every file below `folder` that is a picture in which there is enough to see, if there is any. What a file does to its
// decoder costs that file alone.
// Errors: those of PictureFolder::open(), read_pictures() and `take`.
using TakeImprints = std::function<Status(const DihedralResult&)>;
Result<PictureReport> read_folder(const std::filesystem::path& folder, const TakeImprints& take);

[[nodiscard]] nlohmann::json json_of(const PictureReport& report);
void note_refused(Output& output, const std::string& folder, const PictureReport& report);

}  // namespace bycatch
